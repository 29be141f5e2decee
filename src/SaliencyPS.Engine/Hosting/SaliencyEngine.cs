namespace SaliencyPS;

/// <summary>What computes, and on what: an engine, codec or segmenter, be it in the box or a library.</summary>
public sealed record SaliencyEngine
{
    /// <summary>Name of the engine, by which it is asked for.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public EngineKind Kind { get; init; } = EngineKind.Compute;

    /// <summary>Version of the engine, or of the library behind it.</summary>
    public required string Version { get; init; }

    /// <summary>The device that computes, as the system calls it; null where it cannot be used.</summary>
    public required string? Device { get; init; }

    /// <summary>Memory of the device in bytes; null where that is not known.</summary>
    public long? Memory { get; init; }

    /// <summary>Whether it can be used here and now.</summary>
    public bool IsAvailable => Reason is null;

    /// <summary>Why it cannot be used, and what to do about it; null where it can.</summary>
    public string? Reason { get; init; }

    /// <summary>What it is, or what it reads, in a few words.</summary>
    public required string Description { get; init; }

    /// <summary>The architecture that this process was started for; null where that makes no difference.</summary>
    public string? Architecture { get; init; }

    /// <summary>
    /// The widest vector instructions that the engine uses here; null where that is not known. The managed engine's results are
    /// the same with each.
    /// </summary>
    public string? InstructionSet { get; init; }

    /// <summary>Threads that are used where nothing else is asked for; null where that is not ours to say.</summary>
    public int? Threads { get; init; }

    /// <summary>Name and version, such as <c>Torch cuda:0 2.10.0</c>; what results say of it.</summary>
    public override string ToString() => $"{Name} {Version}";
}
