namespace SaliencyPS.Results.Lines;

/// <summary>A true class of an evaluated image as it was written as JSON; its properties are those of
/// <see cref="EvaluationLine"/>.</summary>
internal sealed record KeptEvaluation(
    int ClassIndex, string Label, int Rank, int? X, int? Y, int? Width, int? Height, double IntersectionOverUnion,
    bool PointingHit, Judgement Judged);
