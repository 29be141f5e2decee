using System.Globalization;

namespace SaliencyPS;

/// <summary>A place in an image, in pixels from its upper left corner.</summary>
/// <param name="X">From the left.</param>
/// <param name="Y">From the top.</param>
public readonly record struct MapPoint(double X, double Y)
{
    /// <summary>For example <c>105,120</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{X:F0},{Y:F0}");
}
