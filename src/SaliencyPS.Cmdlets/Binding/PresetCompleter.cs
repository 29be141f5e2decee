using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SaliencyPS.ClassModels;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>Completes the presets of class model images; each shows what it is for.</summary>
public sealed class PresetCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        ClassModelPreset.All.SelectMany(preset => Completion.Matching([preset.Name], wordToComplete)
            .Select(match => new CompletionResult(match.CompletionText, preset.Name,
                CompletionResultType.ParameterValue, preset.Description)));
}
