using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>Completes the names of networks that can be installed; each shows what it is.</summary>
public sealed class AvailableNetworkCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        NetworkCatalog.List().SelectMany(network => Completion.Matching([network.Name], wordToComplete)
            .Select(match => new CompletionResult(match.CompletionText, network.Name, CompletionResultType.ParameterValue,
                $"{network.Source}; {network.Length / 1e6:F0} MB")));
}
