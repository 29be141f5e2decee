using SaliencyPS.Imaging.Terminal;

namespace SaliencyPS.Results;

/// <summary>What a network says of a class of an image, in a line for people.</summary>
internal static class Prediction
{
    /// <summary>For example <c>bird.jpg: 1. kite, 55.0 %</c>.</summary>
    /// <param name="path">The image's file.</param>
    /// <param name="rank">Place of the class among the predictions, from 1.</param>
    /// <param name="label">Name of the class.</param>
    /// <param name="probability">Its probability, 0 … 1; not a number where the network has none.</param>
    /// <param name="format">How numbers are written; as the current culture does where null.</param>
    public static string Describe(string path, int rank, string label, double probability, IFormatProvider? format = null) =>
        PlainText.OneLine($"{Path.GetFileName(path)}: {rank}. {label}"
            + (double.IsNaN(probability) ? "" : $", {probability.ToString("0.0 %", format)}"));
}
