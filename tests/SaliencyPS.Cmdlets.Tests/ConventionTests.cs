using System.Management.Automation;
using System.Reflection;
using Xunit;

namespace SaliencyPS.Tests;

/// <summary>What every cmdlet promises, checked on its attributes.</summary>
public sealed class ConventionTests
{
    public static TheoryData<Type> Commands { get; } =
        [.. typeof(ConventionTests).Assembly.GetTypes().Where(type => type.IsDefined(typeof(CmdletAttribute)))];

    [Fact]
    public void TheManifestExportsThemAll()
    {
        var manifest = File.ReadAllText(Path.Combine(Samples.Repository, "module", "SaliencyPS.psd1"));
        Assert.NotEmpty(Commands);
        Assert.All(Commands, row => Assert.Contains($"'{Name(row.Data).Name}'", manifest));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void NamesItselfAndWhatItEmits(Type command)
    {
        Assert.True(command.IsSealed);
        Assert.Equal(Name(command).Name.Replace("-", "") + "Command", command.Name);
        Assert.NotEmpty(command.GetCustomAttribute<OutputTypeAttribute>()!.Types);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void HasOneParameterFromThePipelineInEachSet(Type command)
    {
        var parameters = command.GetProperties()
            .SelectMany(p => p.GetCustomAttributes<ParameterAttribute>(inherit: false).Select(a => (Property: p, Attribute: a)))
            .ToArray();
        var sets = parameters.Select(p => p.Attribute.ParameterSetName).Distinct().ToArray();
        var isNamed = sets.Length > 1;
        if (isNamed) Assert.Contains(Name(command).DefaultParameterSetName, sets);
        foreach (var set in sets.Where(set => set is not null || !isNamed))
        {
            var members = parameters.Where(p => p.Attribute.ParameterSetName == set || p.Attribute.ParameterSetName is null)
                .ToArray();
            Assert.InRange(members.Count(p => p.Attribute.ValueFromPipeline), 0, 1);
            Assert.Contains(members, p => p.Attribute.ValueFromPipeline || p.Attribute.ValueFromPipelineByPropertyName);
        }
    }

    private static CmdletAttribute Name(Type command) => command.GetCustomAttribute<CmdletAttribute>()!;
}
