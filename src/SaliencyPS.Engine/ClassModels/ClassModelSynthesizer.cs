using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Numerics;
using SaliencyPS.Saliency;

namespace SaliencyPS.ClassModels;

/// <summary>Gradient ascent on S_c(I) − λ‖I‖² (or P_c in place of S_c) from the zero image (paper, section 2).</summary>
public static class ClassModelSynthesizer
{
    // Where λ and the step length are not given: the image's root mean square, in 8-bit levels, and a step's share of it.
    private const double Spread = 50, StepShare = 0.05;

    /// <summary>Makes the model image of one class.</summary>
    /// <param name="network">The network; its weights stay fixed.</param>
    /// <param name="classIndex">The class, from 0.</param>
    /// <param name="options">Objective, λ, step length, iterations.</param>
    /// <param name="progress">Told the number of steps done and the score, after each step.</param>
    /// <param name="token">Stops the ascent within one tile of work.</param>
    /// <exception cref="ArgumentOutOfRangeException">The class does not exist, or an option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The ascent diverged; a smaller step length or λ is needed.</exception>
    public static ClassModelImage Create(
        Network network, int classIndex, ClassModelOptions options, IProgress<(int Step, double Score)>? progress = null, CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(classIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(classIndex, network.ClassCount);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Iterations);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Regularization ?? 0);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.LearningRate ?? 1);

        var parallel = new Parallelism(options.Threads, token);
        var workspace = new Workspace<float>(network);
        var image = workspace.Input.Memory;
        image.Span.Clear();
        var spread = Spread * network.Preprocessing.Scale / network.Preprocessing.Std.Average();
        var history = new double[options.Iterations + 1];
        var probabilities = Forward(workspace, parallel);
        history[0] = workspace.Logits.Span[classIndex];
        for (var step = 1; step <= options.Iterations; step++)
        {
            Seed(workspace.Seeds.Span, classIndex, options.Objective, probabilities);
            var gradient = workspace.BackwardFromSeeds(parallel).Span;
            // With slope r and spread s, rate = s/20r and λ = r/2s let the image settle at gradient/r · s, in steps of a twentieth of that.
            var slope = Math.Sqrt(Vectors.Dot(gradient, gradient) / gradient.Length);
            var rate = (float)(options.LearningRate ?? (slope > 0 ? StepShare * spread / slope : 0));
            var decay = (float)(2 * (options.Regularization ?? slope / (2 * spread)));
            var pixels = image.Span;
            for (var i = 0; i < pixels.Length; i++) pixels[i] += rate * (gradient[i] - decay * pixels[i]);
            probabilities = Forward(workspace, parallel);
            history[step] = workspace.Logits.Span[classIndex];
            // Values of the preprocessed input are a few units; a million is beyond any picture, whatever the score says.
            if (!double.IsFinite(history[step]) || pixels.ContainsAnyExceptInRange(-1e6f, 1e6f))
                throw new InvalidOperationException($"The ascent diverged at step {step}; use a smaller learning rate or regularization.");
            progress?.Report((step, history[step]));
        }

        return new ClassModelImage
        {
            ClassIndex = classIndex,
            Label = network.Labels[classIndex],
            Network = network.Name,
            Objective = options.Objective,
            Score = history[^1],
            Probability = probabilities[classIndex],
            ScoreHistory = history,
            Image = Deprocess(image.Span, network),
        };
    }

    private static double[] Forward(Workspace<float> workspace, Parallelism parallel)
    {
        double[] logits = [.. workspace.Forward(parallel).Span.ToArray().Select(s => (double)s)];
        return Scores.Softmax(logits);
    }

    // ∂S_c/∂S_j = δ_cj; ∂P_c/∂S_j = P_c (δ_cj − P_j).
    private static void Seed(Span<float> seeds, int target, ClassModelObjective objective, double[] probabilities)
    {
        seeds.Clear();
        if (objective == ClassModelObjective.Score) seeds[target] = 1;
        else for (var j = 0; j < seeds.Length; j++) seeds[j] = (float)(probabilities[target] * ((j == target ? 1 : 0) - probabilities[j]));
    }

    // The inverse of the preprocessing: adds the mean back and returns to 8-bit levels, clipped.
    private static RgbImage Deprocess(ReadOnlySpan<float> values, Network network)
    {
        var (shape, preprocessing) = (network.Input, network.Preprocessing);
        var picture = new RgbImage(shape.Width, shape.Height);
        for (var c = 0; c < 3; c++)
        {
            var source = shape.Channels == 1 ? 0 : preprocessing.Channels == ChannelOrder.Bgr ? 2 - c : c;
            for (var i = 0; i < shape.Plane; i++)
            {
                var level = (values[source * shape.Plane + i] * preprocessing.Std[source] + preprocessing.Mean[source]) / preprocessing.Scale;
                picture.Pixels[i * 3 + c] = (byte)Math.Clamp(MathF.Round(level), 0, 255);
            }
        }

        return picture;
    }
}
