namespace SaliencyPS.Saliency.Methods;

/// <summary>What a method asks of a backward pass.</summary>
[Flags]
internal enum Signal
{
    /// <summary>Nothing: forward passes are enough.</summary>
    None = 0,

    /// <summary>What arrives at the network's input.</summary>
    Input = 1,

    /// <summary>What arrives at the method's layer.</summary>
    Layer = 2,
}
