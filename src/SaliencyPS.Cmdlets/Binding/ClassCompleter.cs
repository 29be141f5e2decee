using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Catalog;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>Completes the labels of the network that the command line names so far.</summary>
public sealed class ClassCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var network = fakeBoundParameters["Network"];
        if (network is PSObject wrapped) network = wrapped.BaseObject;
        return Completion.Matching((network is Network loaded ? loaded.Labels : ReadLabels(network?.ToString() ?? NetworkStore.BuiltIn.Name)).Distinct(), wordToComplete);
    }

    // By way of the module's own command, in the session that is being typed in: it knows where relative paths start.
    private static IEnumerable<string> ReadLabels(string network)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("SaliencyPS\\Get-SaliencyNetwork").AddParameter("ErrorAction", ActionPreference.Ignore);
        shell.AddParameter(NetworkStore.Default.Find(network) is null ? "LiteralPath" : "Name", network);
        return shell.Invoke<Network>() is [var only] ? only.Labels : [];
    }
}
