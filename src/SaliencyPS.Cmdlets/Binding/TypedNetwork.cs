using System.Collections;
using System.Management.Automation;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>The network of a command line that is being typed.</summary>
internal static class TypedNetwork
{
    /// <summary>
    /// The network, or the first of several, that -Network names so far; where it names none, the one of
    /// $PSDefaultParameterValues, and without that the default one; null where there is none.
    /// </summary>
    /// <param name="command">The command that is being typed.</param>
    /// <param name="bound">The parameters that a completer is told.</param>
    public static Network? Read(string command, IDictionary bound)
    {
        var network = Bare(bound["Network"] ?? Preset(command));
        if (network is IEnumerable and not string) network = Bare(((IEnumerable)network).Cast<object?>().FirstOrDefault());
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

    private static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    // PowerShell fills these in when a command runs, not for completers. Keys are COMMAND:PARAMETER, with wildcards.
    private static object? Preset(string command)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Microsoft.PowerShell.Utility\\Get-Variable").AddParameter("Name", "PSDefaultParameterValues")
            .AddParameter("ValueOnly", true).AddParameter("ErrorAction", ActionPreference.Ignore);
        if (shell.Invoke<IDictionary>() is not [{ } defaults] || true.Equals(Bare(defaults["Disabled"]))) return null;
        return defaults.Keys.OfType<string>().Where(key => key.Split(':') is [var name, var parameter]
            && Fits(name, command) && Fits(parameter, "Network")).Select(key => defaults[key]).FirstOrDefault();

        static bool Fits(string pattern, string name) => WildcardPattern.Get(
            pattern.Trim(), WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch(name);
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
