using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Hosting;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency engine</c>: what computes on this machine.</summary>
internal sealed class EngineCommand : SessionCommand
{
    private readonly Session _session;
    private readonly Option<bool> _json = JsonOption.Create();

    public EngineCommand(Session session)
        : base("engine", "Tell what computes on this machine: processor, vector instructions, threads.")
    {
        Examples = ["saliency engine", "saliency engine --json"];
        _session = session;
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var engine = ComputeEngines.Default.Describe();
        if (parse.GetValue(_json))
            JsonLines.Write(_session.Out, new EngineLine(engine.Name, engine.Version, engine.Device, engine.Architecture,
                engine.InstructionSet, engine.Threads));
        else
            _session.Out.WriteLine(
                $"{engine.Name} {engine.Version}  {Text.OneLine(engine.Device)}, {engine.Architecture}, {engine.InstructionSet} "
                    + $" {engine.Threads} threads");
        return ExitCode.Done;
    }
}
