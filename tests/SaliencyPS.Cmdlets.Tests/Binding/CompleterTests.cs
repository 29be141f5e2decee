using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SaliencyPS.Cmdlets.Binding;
using Xunit;

namespace SaliencyPS.Tests.Binding;

public sealed class CompleterTests
{
    [Theory]
    [InlineData("", "red", "green", "blue", "yellow", "'plain grey'")]
    [InlineData("G", "green")]
    [InlineData("'pl", "'plain grey'")]
    [InlineData("x")]
    public void LabelsOfTheNetwork(string word, params string[] expected) =>
        Assert.Equal(expected,
            Complete(new ClassCompleter(), word, new Hashtable { ["Network"] = new PSObject(Samples.Network) }));

    [Theory]
    [InlineData("", "answers", "cut", "blurred", "means", "logits")]
    [InlineData("B", "blurred")]
    [InlineData("x")]
    public void LayersOfTheNetwork(string word, params string[] expected) =>
        Assert.Equal(expected, Complete(new LayerCompleter(), word, new Hashtable { ["Network"] = Samples.Network }));

    [Fact]
    public void Architectures() =>
        Assert.Equal(["squeezenet1_0", "squeezenet1_1"], Complete(new ArchitectureCompleter(), "SQUEEZE", []));

    private static IEnumerable<string> Complete(IArgumentCompleter completer, string word, Hashtable bound) =>
        completer.CompleteArgument("Get-ClassSaliency", "", word, new CommandAst(), bound)
            .Select(result => result.CompletionText);
}
