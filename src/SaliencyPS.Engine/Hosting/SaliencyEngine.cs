namespace SaliencyPS;

/// <summary>What computes, and on what.</summary>
public sealed record SaliencyEngine
{
    /// <summary>Name of the engine.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the engine: major, minor and patch.</summary>
    public required string Version { get; init; }

    /// <summary>The device that computes, as the system calls it.</summary>
    public required string Device { get; init; }

    /// <summary>The architecture that this process was started for.</summary>
    public required string Architecture { get; init; }

    /// <summary>The widest vector instructions that the engine uses here. Results are the same with each.</summary>
    public required string InstructionSet { get; init; }

    /// <summary>Threads that are used where nothing else is asked for.</summary>
    public required int Threads { get; init; }
}
