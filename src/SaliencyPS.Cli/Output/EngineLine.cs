namespace SaliencyPS.Cli.Output;

/// <summary>What computes here, as JSON.</summary>
internal sealed record EngineLine(string Name, string Version, string Device, string Architecture,
    string InstructionSet, int Threads);
