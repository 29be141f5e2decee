namespace SaliencyPS.Evaluation.Sanity;

/// <summary>How alike maps still are once a network has forgotten some of its layers.</summary>
/// <param name="Layers">How many layers lost their weights, the last first.</param>
/// <param name="Layer">The first of them on the way from the image to the scores; null for none.</param>
/// <param name="RankCorrelation">Mean of Spearman's rank correlation with the trained network's maps, −1 … 1.</param>
/// <param name="StructuralSimilarity">Mean of the structural similarity (SSIM) with the trained
/// network's maps, at most 1.</param>
/// <param name="Maps">How many maps were compared.</param>
internal sealed record RandomizationStep(int Layers, string? Layer, double RankCorrelation,
    double StructuralSimilarity, int Maps);
