namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>One picture of the ground truth.</summary>
/// <param name="Path">The picture, as the file wrote it; ILSVRC leaves the extension out.</param>
/// <param name="Boxes">Its objects; none where the file knows the picture and no object in it.</param>
internal sealed record GroundTruthPicture(string Path, IReadOnlyList<GroundTruthBox> Boxes);
