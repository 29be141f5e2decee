using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>Completes the labels of the network that the command line names so far.</summary>
public sealed class ClassCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        Completion.Matching(TypedNetwork.Read(commandName, fakeBoundParameters)?.Labels.Distinct() ?? [], wordToComplete);
}
