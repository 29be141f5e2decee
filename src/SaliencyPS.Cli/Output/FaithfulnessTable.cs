using System.Globalization;

namespace SaliencyPS.Cli.Output;

/// <summary>How faithful a method's maps are, as a table.</summary>
internal static class FaithfulnessTable
{
    // The names of the figures, and whether they are good where they are large or small, or neither.
    private static readonly (string Property, string Name, string Good)[] Rows =
    [
        (nameof(FaithfulnessMeasurement.Deletion), "deletion", "small"),
        (nameof(FaithfulnessMeasurement.Insertion), "insertion", "large"),
        (nameof(FaithfulnessMeasurement.RoadMostRelevant), "ROAD, most relevant first", "small"),
        (nameof(FaithfulnessMeasurement.RoadLeastRelevant), "ROAD, least relevant first", "large"),
        (nameof(FaithfulnessMeasurement.Road), "ROAD, difference", "large"),
        (nameof(FaithfulnessMeasurement.PixelFlipping), "pixel flipping", "large"),
        (nameof(FaithfulnessMeasurement.Drop), "average drop", "small"),
        (nameof(FaithfulnessMeasurement.Increase), "increase", "large"),
        (nameof(FaithfulnessMeasurement.Gain), "average gain", "large"),
        (nameof(FaithfulnessMeasurement.Coherency), "coherency", "large"),
        (nameof(FaithfulnessMeasurement.Complexity), "complexity", "small"),
        (nameof(FaithfulnessMeasurement.Adcc), "ADCC", "large"),
        (nameof(FaithfulnessMeasurement.Infidelity), "infidelity", "small"),
        (nameof(FaithfulnessMeasurement.MaxSensitivity), "max-sensitivity", "small"),
        (nameof(FaithfulnessMeasurement.Sparseness), "sparseness (Gini)", ""),
        (nameof(FaithfulnessMeasurement.Entropy), "entropy, nats", ""),
    ];

    /// <summary>Writes the figures with their intervals, and those of each map where they were asked for.</summary>
    public static void Write(TextWriter output, FaithfulnessMeasurement measured)
    {
        output.WriteLine(Text.OneLine($"network {measured.Network}, view {measured.View}, method {measured.Settings}, removal "
            + $"{measured.RemovalBaseline}, images {measured.Images}, maps {measured.Maps}"));
        foreach (var (property, name, good) in Rows)
        {
            var interval = measured.Intervals.TryGetValue(property, out var at)
                ? string.Create(CultureInfo.InvariantCulture, $"  {at.Lower:0.0000} … {at.Upper:0.0000}") : "";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {name,-28} {measured.Means[property],9:0.0000}  {good,-5}{interval}").TrimEnd());
        }

        foreach (var one in measured.Details ?? [])
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {Text.Relative(one.Path)}  {Text.OneLine(one.Label)}  deletion {one.Deletion:0.000}, "
                + $"insertion {one.Insertion:0.000}, ROAD {one.Road:0.000}, ADCC {one.Adcc:0.000}, "
                + $"infidelity {one.Infidelity:0.00000}"));
    }
}
