using Xunit;

namespace SaliencyPS.Tests.HouseRules;

/// <summary>The cycle finder on graphs whose cycles are known.</summary>
public sealed class FolderGraphTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("A>B B>C A>C", "")]
    [InlineData("A>B A>C B>D C>D", "")]
    [InlineData("A>A A>B", "")]
    [InlineData("A>B B>A", "A>B B>A")]
    [InlineData("A>A/Child A/Child>A", "A>A/Child A/Child>A")]
    [InlineData("A>B B>C C>D D>A C>B", "B>C C>B")]
    [InlineData("A>B B>C C>D D>B", "B>C C>D D>B")]
    public void Finds_a_shortest_cycle(string uses, string cycle) =>
        Assert.Equal(cycle, string.Join(' ', Graph(uses).ShortestCycle().Select(use => $"{use.From}>{use.To}")));

    [Fact]
    public void Keeps_the_first_reference_of_the_alphabet_for_each_pair()
    {
        var graph = new FolderGraph([new("A", "B", "Y → Z"), new("A", "B", "X → Z"), new("A", "C", "X → W")]);
        Assert.Equal([new("A", "B", "X → Z"), new FolderUse("A", "C", "X → W")], graph.Uses);
    }

    private static FolderGraph Graph(string uses) => new(uses.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(use => use.Split('>')).Select(ends => new FolderUse(ends[0], ends[1], "")));
}
