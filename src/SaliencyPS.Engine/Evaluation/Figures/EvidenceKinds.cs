namespace SaliencyPS.Evaluation.Figures;

/// <summary>What the results of a run are good for.</summary>
/// <param name="Boxes">There are boxes at all.</param>
/// <param name="Top1">First predictions are known.</param>
/// <param name="Top5">So are those that follow.</param>
internal readonly record struct EvidenceKinds(bool Boxes, bool Top1, bool Top5);
