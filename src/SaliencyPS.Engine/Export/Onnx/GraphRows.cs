namespace SaliencyPS.Export.Onnx;

/// <summary>What the first axis of a tensor in a graph counts.</summary>
internal enum GraphRows
{
    /// <summary>Nothing: its length is 1, and all images share the values.</summary>
    Shared,

    /// <summary>The images of the batch.</summary>
    Images,

    /// <summary>The gradients: those of one image stand side by side, one for each class that is explained.</summary>
    Gradients,
}
