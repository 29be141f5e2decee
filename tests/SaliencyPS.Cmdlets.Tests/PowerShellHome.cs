namespace SaliencyPS.Tests;

/// <summary>
/// A home for PowerShell to be run in, so that it sees neither what is installed for whoever runs the tests nor how it is set up.
/// </summary>
internal sealed class PowerShellHome : IDisposable
{
    /// <summary>The folder, which is removed with all that is in it.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("saliencyps-home-").FullName;

    /// <summary>The folder in which a user's modules are installed, and which comes before all others.</summary>
    public string Modules => Path.Combine(Root, ".local", "share", "powershell", "Modules");

    /// <summary>Sets what tells a process where its home is, and removes what else leads out of it.</summary>
    public void Apply(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(LeadsOut).ToArray()) environment.Remove(name);
        foreach (var name in (string[])["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"]) environment[name] = Root;
        environment["PSModulePath"] = Modules;
        // Both ask the internet, whenever they like.
        environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        environment["POWERSHELL_UPDATECHECK"] = "Off";
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static bool LeadsOut(string name) => name.StartsWith("XDG_", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("SALIENCYPS_", StringComparison.OrdinalIgnoreCase) && name != "SALIENCYPS_SHARED");
}
