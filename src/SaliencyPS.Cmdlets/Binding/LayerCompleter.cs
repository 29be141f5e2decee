using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>Completes the layers of the network that the command line names so far.</summary>
public sealed class LayerCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        Completion.Matching(
            TypedNetwork.Read(commandName, fakeBoundParameters)?.Layers.Select(layer => layer.Name).Distinct() ?? [],
            wordToComplete);
}
