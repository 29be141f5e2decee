namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>One image of the ground truth.</summary>
/// <param name="Path">The image, as the file wrote it; ILSVRC leaves the extension out.</param>
/// <param name="Boxes">Its objects; none where the file knows the image and no object in it.</param>
internal sealed record GroundTruthImage(string Path, IReadOnlyList<GroundTruthBox> Boxes);
