using System.Collections;
using System.Management.Automation;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>The network of a command line that is being typed.</summary>
internal static class TypedNetwork
{
    /// <summary>The network that -Network names so far, without it the default one; null where there is none.</summary>
    /// <param name="bound">The parameters that a completer is told.</param>
    public static Network? Read(IDictionary bound)
    {
        var network = bound["Network"];
        if (network is PSObject wrapped) network = wrapped.BaseObject;
        return network as Network ?? Read(network?.ToString() ?? Default() ?? NetworkStore.BuiltIn.Name);
    }

    // A choice that leads nowhere is an error of the command, not of completion.
    private static string? Default()
    {
        try
        {
            return NetworkStore.Named ?? NetworkStore.Default.Chosen.Name;
        }
        catch (IOException)
        {
            return null;
        }
    }

    // By way of the module's own command, in the session that is being typed in: it knows where relative paths start.
    private static Network? Read(string network)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("SaliencyPS\\Get-SaliencyNetwork").AddParameter("ErrorAction", ActionPreference.Ignore);
        shell.AddParameter(NetworkStore.Default.Find(network) is null ? "LiteralPath" : "Name", network);
        return shell.Invoke<Network>() is [var only] ? only : null;
    }
}
