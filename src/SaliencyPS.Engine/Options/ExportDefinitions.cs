namespace SaliencyPS.Options;

/// <summary>Networks that are written as ONNX: <c>ExportOptions</c>.</summary>
internal static class ExportDefinitions
{
    public const int TopMinimum = 1, TopMaximum = 1000, TopDefault = 1;

    public static readonly OptionDefinition NoSaliency = new("NoSaliency", "--no-saliency",
        "Write the network as it is, which gives scores only.");

    public static readonly NumberDefinition<int> Top = new("Top", "--top",
        "Explain so many classes of each image: the best-scored ones, or as many as are given.",
        TopMinimum, TopMaximum, TopDefault);

    public static readonly OptionDefinition ClassInput = new("ClassInput", "--class-input",
        "Take the classes as an input, class, in place of the best-scored ones.");

    public static readonly OptionDefinition PixelInput = new("PixelInput", "--pixel-input",
        "Take pixels (bytes, batch × height × width × 3, red first) and prepare them in the file.");

    public static readonly OptionDefinition Half = new("Half", "--half",
        "Keep weights as 16-bit floats, in half the bytes.");
}
