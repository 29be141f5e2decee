using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>Completes names in the store and, except for -Name, files.</summary>
public sealed class NetworkCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        fakeBoundParameters.Contains("Available")
            ? Completion.Matching(NetworkCatalog.List().Select(network => network.Name), wordToComplete)
        : [.. Completion.Matching(NetworkStore.Default.List().Select(entry => entry.Name), wordToComplete),
            .. parameterName == "Name" ? [] : CompletionCompleters.CompleteFilename(wordToComplete)];
}
