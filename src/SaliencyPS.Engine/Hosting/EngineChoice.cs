namespace SaliencyPS;

/// <summary>What runs networks.</summary>
public enum EngineChoice
{
    /// <summary>The engine in the box.</summary>
    Managed,

    /// <summary>
    /// The fastest that can be used here and that can do what is asked with the network; where none but a library can read the
    /// network, that library.
    /// </summary>
    Auto,

    /// <summary>ONNX Runtime, a library: forward only, for ONNX files that no other engine can read.</summary>
    OnnxRuntime,

    /// <summary>libtorch, a library: forward and to the input, on the fastest device that it finds.</summary>
    Torch,
}
