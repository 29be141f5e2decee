using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>Sixteen values of a function that has no vector form, because few networks ask for it.</summary>
internal static class LaneByLane
{
    /// <summary>f and f′ of each lane.</summary>
    public static (Vector512<float> Value, Vector512<float> Slope) Evaluate<TFunction>(TFunction function, Vector512<float> x)
        where TFunction : struct, IActivationFunction
    {
        var (value, slope) = (x, x);
        for (var lane = 0; lane < Vector512<float>.Count; lane++)
        {
            value = value.WithElement(lane, function.Value(x[lane]));
            slope = slope.WithElement(lane, function.Slope(x[lane]));
        }

        return (value, slope);
    }
}
