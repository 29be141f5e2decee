using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Hosting;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency engine list</c>: what computes on this machine, or could.</summary>
internal class EngineListCommand : SessionCommand
{
    private readonly Session _session;
    private readonly Option<bool> _json = JsonOption.Create();

    public EngineListCommand(Session session, string name, string description) : base(name, description)
    {
        _session = session;
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        foreach (var engine in SaliencyEngines.List())
        {
            var line = EngineLine.From(engine);
            if (parse.GetValue(_json)) JsonLines.Write(_session.Out, line);
            else _session.Out.WriteLine(line);
        }

        return ExitCode.Done;
    }
}
