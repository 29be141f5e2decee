using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>Completes which images of kept results a report shows.</summary>
public sealed class ReportSelectionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        Completion.Matching(["Doubtful", "Failed", "Sample:500"], wordToComplete);
}
