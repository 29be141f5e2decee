using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats;

/// <summary>Batch normalization at inference.</summary>
internal static class BatchNorm
{
    /// <summary>γ · (x − mean) / √(variance + ε) + β per channel, as scale · x + shift.</summary>
    public static ScaleShift ToScaleShift(float[] gamma, float[] beta, float[] mean, float[] variance, double epsilon)
    {
        var (scale, shift) = (new float[gamma.Length], new float[gamma.Length]);
        for (var c = 0; c < gamma.Length; c++)
        {
            var factor = gamma[c] / Math.Sqrt(variance[c] + epsilon);
            (scale[c], shift[c]) = ((float)factor, (float)(beta[c] - mean[c] * factor));
        }
        return new ScaleShift(scale, shift);
    }
}
