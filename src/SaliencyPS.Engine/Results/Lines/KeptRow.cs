namespace SaliencyPS.Results.Lines;

/// <summary>
/// One result as it was written as JSON: a box where it has <see cref="X"/>, otherwise a score or the figures of a map, whose
/// width and height, if it has them, are the image's.
/// </summary>
internal sealed record KeptRow(
    int Rank, int ClassIndex, string Label, double Score, double? Probability,
    int? X, int? Y, int? Width, int? Height, int MaskArea, int? Instance, int? InstanceCount,
    double SaliencyShare, string? Localization, string? Method, bool? IsUnfamiliar)
{
    /// <summary>The box.</summary>
    /// <param name="path">The image's file.</param>
    /// <param name="made">How the map was made.</param>
    public ObjectBox ToBox(string path, MapSettings made) => new()
    {
        Path = path, Rank = Rank, ClassIndex = ClassIndex, Label = Label, Score = Score, Probability = Probability ?? double.NaN,
        X = X ?? 0, Y = Y ?? 0, Width = Width ?? 0, Height = Height ?? 0, MaskArea = MaskArea, Instance = Instance ?? 1,
        InstanceCount = InstanceCount ?? 1, SaliencyShare = SaliencyShare, Localization = Localization, Settings = made,
        IsUnfamiliar = IsUnfamiliar,
    };

    /// <summary>The score.</summary>
    /// <param name="path">The image's file.</param>
    /// <param name="made">Of which network it is.</param>
    public ClassScore ToScore(string path, MapSettings made) => new()
    {
        Path = path, Rank = Rank, ClassIndex = ClassIndex, Label = Label, Score = Score, Probability = Probability ?? double.NaN,
        Width = Width ?? 0, Height = Height ?? 0, View = made.View, Network = made.Network, NetworkDigest = made.NetworkDigest,
        ModuleVersion = made.ModuleVersion, Engine = made.Engine, IsUnfamiliar = IsUnfamiliar,
    };
}
