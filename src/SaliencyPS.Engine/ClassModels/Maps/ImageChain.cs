using SaliencyPS.Threads;

namespace SaliencyPS.ClassModels.Maps;

/// <summary>Several maps one after another, with the memory for what lies between them; of none at all, the identity.</summary>
internal sealed class ImageChain(IReadOnlyList<ImageMap> maps, int length)
{
    private readonly float[][] _results = [.. maps.Select(_ => new float[length])];

    /// <summary>The most by which the chain and its adjoint together lengthen a gradient.</summary>
    public double Gain { get; } = maps.Aggregate(1.0, (gain, map) => gain * map.Gain);

    /// <summary>The image at the end of the chain; overwritten by the next pass.</summary>
    public Memory<float> Forward(Memory<float> image, Parallelism parallel)
    {
        for (var i = 0; i < maps.Count; i++)
        {
            maps[i].Forward(image, _results[i], parallel);
            image = _results[i];
        }

        return image;
    }

    /// <summary>
    /// The gradient at the beginning of the chain; overwritten by the next pass, as the results
    /// of the forward pass are by this one.
    /// </summary>
    public Memory<float> Backward(Memory<float> gradient, Parallelism parallel)
    {
        for (var i = maps.Count - 1; i >= 0; i--)
        {
            // The result of a map is not needed any more once its gradient goes through.
            maps[i].Backward(gradient, _results[i], parallel);
            gradient = _results[i];
        }

        return gradient;
    }
}
