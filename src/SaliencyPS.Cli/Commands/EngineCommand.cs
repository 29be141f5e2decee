namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency engine</c>: what computes on this machine, or could; by itself it lists that.</summary>
internal sealed class EngineCommand : EngineListCommand
{
    public EngineCommand(Session session) : base(session, "engine",
        "Tell what computes on this machine: the engine in the box, and libraries that run networks, decode images or cut them; "
            + "install and uninstall those.")
    {
        Examples = ["saliency engine", "saliency engine list --json", "saliency engine install imagesharp",
            "saliency box photos --codec imagesharp"];
        Add(new EngineListCommand(session, "list", "List what computes, or why it cannot."));
        Add(new EngineInstallCommand(session));
        Add(new EngineUninstallCommand(session));
    }
}
