using SaliencyPS.Reporting.Images;

namespace SaliencyPS.Cli.Output;

/// <summary>An image to be written.</summary>
/// <param name="Image">What it is of.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="Data">The encoded image.</param>
internal sealed record ImageFile(SaliencyImage Image, ImageKind Kind, byte[] Data);
