namespace SaliencyPS.Evaluation;

/// <summary>How alike maps still are once a network has forgotten some of its layers.</summary>
/// <param name="Layers">How many layers lost their weights, the last first.</param>
/// <param name="Layer">The first of them on the way from the picture to the scores; null for none.</param>
/// <param name="RankCorrelation">Mean of <see cref="MapSimilarity.RankCorrelation"/> with the trained network's maps.</param>
/// <param name="StructuralSimilarity">Mean of <see cref="MapSimilarity.StructuralSimilarity"/> with them.</param>
/// <param name="Maps">How many maps were compared.</param>
public sealed record RandomizationStep(int Layers, string? Layer, double RankCorrelation, double StructuralSimilarity, int Maps);
