namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>What the numbers in a file of COCO's mean.</summary>
/// <param name="Images">The files of images.</param>
/// <param name="Categories">The names of categories.</param>
internal sealed record CocoIds(IReadOnlyDictionary<long, string> Images, IReadOnlyDictionary<long, string> Categories);
