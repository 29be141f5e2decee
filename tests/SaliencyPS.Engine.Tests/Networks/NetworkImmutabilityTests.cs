using System.Collections;
using SaliencyPS.Networks;
using Xunit;

namespace SaliencyPS.Tests.Networks;

/// <summary>Networks are shared by all threads and runspaces of a process: nobody may change what one hands out.</summary>
public sealed class NetworkImmutabilityTests
{
    private static readonly Network Network = TestNetworks.Small(3) with { Labels = new[] { "a", "b", "c" }, Notes = ["a note"] };

    [Theory]
    [InlineData(typeof(Network))]
    [InlineData(typeof(Preprocessing))]
    public void No_property_can_be_set(Type type) =>
        Assert.Empty(type.GetProperties().Where(property => property.GetSetMethod() is not null)
            .Select(property => property.Name));

    [Theory]
    [InlineData(nameof(Network.Labels))]
    [InlineData(nameof(Network.Layers))]
    [InlineData(nameof(Network.Nodes))]
    [InlineData(nameof(Network.Notes))]
    [InlineData(nameof(Preprocessing.Mean))]
    [InlineData(nameof(Preprocessing.Std))]
    public void No_list_can_be_changed(string property)
    {
        object owner = property is nameof(Preprocessing.Mean) or nameof(Preprocessing.Std) ? Preprocessing.ImageNet : Network;
        var list = (IList)owner.GetType().GetProperty(property)!.GetValue(owner)!;
        var before = list[0];
        Assert.Throws<NotSupportedException>(() => list[0] = before);
        Assert.Throws<NotSupportedException>(() => list.RemoveAt(0));
    }

    [Fact]
    public void Sources_cannot_be_changed()
    {
        var given = new Dictionary<string, string> { ["mean"] = "default" };
        var sources = (Network with { Sources = given }).Sources;
        given["mean"] = "changed";
        Assert.Equal("default", sources["mean"]);
        Assert.Throws<NotSupportedException>(() => ((IDictionary<string, string>)sources)["mean"] = "changed");
        Assert.Throws<NotSupportedException>(() => ((IDictionary)Network.Sources)["mean"] = "changed");
    }

    [Fact]
    public void A_list_that_was_given_stays_apart()
    {
        string[] labels = ["a", "b", "c"];
        var network = Network with { Labels = labels };
        labels[0] = "changed";
        Assert.Equal(["a", "b", "c"], network.Labels);
    }
}
