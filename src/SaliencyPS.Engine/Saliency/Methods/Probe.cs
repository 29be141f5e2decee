namespace SaliencyPS.Saliency.Methods;

/// <summary>What the network made of one input that a method derived from a crop, for one class. Good for one call.</summary>
internal readonly ref struct Probe
{
    /// <summary>The crop.</summary>
    public required CropInput Crop { get; init; }

    /// <summary>Which of the crop's probes this is, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The class.</summary>
    public required int Class { get; init; }

    /// <summary>The network's input.</summary>
    public required ReadOnlySpan<float> Input { get; init; }

    /// <summary>One score per class.</summary>
    public required ReadOnlySpan<float> Logits { get; init; }

    /// <summary>What came back to the input, if that was asked for.</summary>
    public ReadOnlySpan<float> Gradient { get; init; }

    /// <summary>The result of the method's layer, if it has one.</summary>
    public ReadOnlySpan<float> Layer { get; init; }

    /// <summary>The results of the method's layers, in their order.</summary>
    public ReadOnlySpan<ReadOnlyMemory<float>> Hooks { get; init; }

    /// <summary>What came back to the method's layers, if that was asked for.</summary>
    public ReadOnlySpan<ReadOnlyMemory<float>> HookGradients { get; init; }

    /// <summary>What came back to the method's layer, if that was asked for.</summary>
    public ReadOnlySpan<float> LayerGradient { get; init; }
}
