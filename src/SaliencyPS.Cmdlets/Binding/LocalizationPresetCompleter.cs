using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SaliencyPS.Localization;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>Completes the named settings of the localisation.</summary>
public sealed class LocalizationPresetCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        Completion.Matching(LocalizationPresets.All.Keys, wordToComplete);
}
