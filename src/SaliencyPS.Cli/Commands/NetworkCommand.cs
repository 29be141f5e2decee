namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency network</c>: the networks known by name.</summary>
internal sealed class NetworkCommand : SessionCommand
{
    public NetworkCommand(Session session) : base("network",
        "List, show, verify, import, export, install and remove networks, and choose the default one.")
    {
        Examples = ["saliency network install squeezenet1_1", "saliency network import pets.onnx", "saliency network list",
            "saliency network show squeezenet1_1 --json"];
        Add(new NetworkListCommand(session));
        Add(new NetworkShowCommand(session));
        Add(new NetworkVerifyCommand(session));
        Add(new NetworkImportCommand(session));
        Add(new NetworkExportCommand(session));
        Add(new NetworkAvailableCommand(session));
        Add(new NetworkInstallCommand(session));
        Add(new NetworkDefaultCommand(session));
        Add(new NetworkRemoveCommand(session));
    }
}
