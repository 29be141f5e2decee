namespace SaliencyPS;

/// <summary>How well things of one class were found; an image of several classes counts in each.</summary>
public sealed class ClassLocalization : LocalizationFigures
{
    /// <summary>Index of the class, from 0; −1 where no result was of it and the ground truth gives a name only.</summary>
    public int ClassIndex { get; init; }

    /// <summary>Name of the class.</summary>
    public string Label { get; init; } = "";
}
