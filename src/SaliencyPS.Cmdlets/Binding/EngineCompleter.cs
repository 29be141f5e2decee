using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SaliencyPS.Adapters;
using SaliencyPS.Hosting;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>Completes the names of libraries and, where it only asks, of the engines in the box; loads nothing.</summary>
public sealed class EngineCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        IDictionary fakeBoundParameters) => Completion.Matching(
        [
            .. commandName.StartsWith("Get", StringComparison.OrdinalIgnoreCase)
                ? ComputeEngines.All.Select(engine => engine.Describe().Name) : [],
            .. AdapterCatalog.All.Select(adapter => adapter.Name),
        ], wordToComplete);
}
