using System.CommandLine;
using SaliencyPS.Adapters;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency engine uninstall</c>.</summary>
internal sealed class EngineUninstallCommand : SessionCommand
{
    private readonly Argument<string> _name = EngineInstallCommand.NameArgument();

    public EngineUninstallCommand(Session session) : base("uninstall", "Delete an installed library.")
    {
        Add(_name);
        SetAction(parse =>
        {
            var adapter = EngineInstallCommand.Find(parse.GetRequiredValue(_name));
            session.Try(adapter.Name, () =>
            {
                if (!AdapterStore.Default.Remove(adapter))
                    throw new IOException($"It is not installed in '{AdapterStore.Default.Folder}'.");
            });
            return session.Outcome;
        });
    }
}
