using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SaliencyPS.Networks.Catalog;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>Completes the architectures that are built in.</summary>
public sealed class ArchitectureCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        Completion.Matching(ArchitectureCatalog.Names, wordToComplete);
}
