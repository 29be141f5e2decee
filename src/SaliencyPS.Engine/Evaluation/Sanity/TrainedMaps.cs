using SaliencyPS.Imaging;

namespace SaliencyPS.Evaluation.Sanity;

/// <summary>What maps of networks that have forgotten something are compared with.</summary>
/// <param name="Image">The image, which they see too.</param>
/// <param name="Maps">The trained network's maps of the image.</param>
internal sealed record TrainedMaps(DecodedImage Image, IReadOnlyList<ClassSaliency> Maps);
