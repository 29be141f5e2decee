namespace SaliencyPS.Cli.Output;

/// <summary>What computes here, or could, as JSON.</summary>
internal sealed record EngineLine(string Name, string Kind, string Version, bool IsAvailable, string? Reason, string? Device,
    long? Memory, string Description, string? Architecture, string? InstructionSet, int? Threads)
{
    /// <summary>The line of an engine, codec or segmenter.</summary>
    public static EngineLine From(SaliencyEngine engine) => new(engine.Name, engine.Kind.ToString().ToLowerInvariant(),
        engine.Version, engine.IsAvailable, engine.Reason, engine.Device, engine.Memory, engine.Description, engine.Architecture,
        engine.InstructionSet, engine.Threads);

    /// <summary>It as text.</summary>
    public override string ToString() => Text.OneLine($"{Name} {Version}  {Kind}  "
        + (Reason is not null ? $"not available: {Reason}"
            : Threads is null ? Description
            : $"{string.Join(", ", new[] { Device, Architecture, InstructionSet }.OfType<string>())}  {Threads} threads"));
}
