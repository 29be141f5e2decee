namespace SaliencyPS;

/// <summary>What is computed by an engine, be it the one in the box or a library.</summary>
public enum EngineKind
{
    /// <summary>Runs networks.</summary>
    Compute,

    /// <summary>Reads image files.</summary>
    Codec,

    /// <summary>Divides images into object and background.</summary>
    Segmenter,
}
