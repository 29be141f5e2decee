using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Results;
using SaliencyPS.Saliency;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.ClassModels;

/// <summary>
/// Gradient ascent on S_c(I) − λ‖I‖² (or P_c in place of S_c) from the zero image (paper, section 2),
/// and what has been added to it since.
/// </summary>
internal static class ClassModelSynthesizer
{
    // Values of the preprocessed input are a few units; a million is beyond any image, whatever the score says.
    private const float Beyond = 1e6f;

    /// <summary>Makes the model image of one class.</summary>
    /// <param name="network">The network; its weights stay fixed.</param>
    /// <param name="classIndex">The class, from 0.</param>
    /// <param name="options">What is maximised, and how.</param>
    /// <param name="progress">Told the number of steps done and the score, after each step.</param>
    /// <param name="token">Stops the ascent within one tile of work.</param>
    /// <exception cref="ArgumentException">
    /// A probability is to be maximised, and the network has none; the class does not exist, or an option is out of its range.
    /// </exception>
    /// <exception cref="NotFiniteNumberException">
    /// What the network gives is not finite before the first step; the message names the layer at fault.
    /// </exception>
    /// <exception cref="InvalidOperationException">The ascent diverged; a smaller step length or λ is needed.</exception>
    public static ClassModelImage Create(
        Network network, int classIndex, ClassModelOptions options, IProgress<WorkProgress>? progress = null,
        CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(classIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(classIndex, network.ClassCount);
        if (options.Objective == ClassModelObjective.Probability && network.Probability == ProbabilityKind.None)
            throw new ArgumentException($"Network '{network.Name}' has no probability to maximise; where its scores are logits, "
                + "\"probability\": \"sigmoid\" in the description beside its file says so.");
        return Create(network, new(classIndex, 1, network.Probability),
            new(classIndex, network.Labels[classIndex], null), options, progress, token);
    }

    /// <summary>
    /// Makes the image that a channel or neuron of any layer responds to most; its mean response takes the place of S_c.
    /// </summary>
    /// <param name="network">The network; its weights stay fixed.</param>
    /// <param name="neuron">The layer and the channel or neuron.</param>
    /// <param name="options">What is maximised, and how.</param>
    /// <param name="progress">Told the number of steps done and the response, after each step.</param>
    /// <param name="token">Stops the ascent within one tile of work.</param>
    /// <exception cref="ArgumentException">
    /// The layer does not exist, or a probability is to be maximised: neurons have none.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The channel or neuron does not exist, or an option is out of its range.
    /// </exception>
    /// <exception cref="NotFiniteNumberException">
    /// What the network gives is not finite before the first step; the message names the layer at fault.
    /// </exception>
    /// <exception cref="InvalidOperationException">The ascent diverged; a smaller step length or λ is needed.</exception>
    public static ClassModelImage Create(
        Network network, ClassModelNeuron neuron, ClassModelOptions options, IProgress<WorkProgress>? progress = null,
        CancellationToken token = default)
    {
        if (options.Objective == ClassModelObjective.Probability)
            throw new ArgumentException("Only classes have a probability to maximise.", nameof(options));
        var layer = network.FindLayer(neuron.Layer);
        var part = network.UpTo(layer);
        neuron = neuron with { Layer = network.Nodes[layer].Name };
        return Create(part, neuron.Outputs(part.Nodes[^1].Shape),
            new(neuron.Channel, neuron.ToString(), neuron.Layer), options, progress, token);
    }

    private static ClassModelImage Create(
        Network network, AscentTarget target, Subject subject, ClassModelOptions options,
        IProgress<WorkProgress>? progress, CancellationToken token)
    {
        options.Validate();
        var parallel = new Parallelism(options.Threads, token);
        var ascent = new Ascent(network, target, options, parallel);
        var (history, frames) = Climb(ascent, network, options, progress, parallel);
        return new ClassModelImage
        {
            ClassIndex = subject.Index,
            Label = subject.Label,
            Layer = subject.Layer,
            Network = network.Name,
            NetworkDigest = network.Digest,
            ModuleVersion = MapSettings.CurrentVersion,
            Engine = $"{options.Engine.Describe()}",
            Settings = $"{options}",
            Objective = options.Objective,
            Score = history[^1],
            Probability = ascent.Probabilities is { Length: > 0 } all ? all[target.First] : double.NaN,
            ScoreHistory = history,
            Image = Deprocessing.ToImage(ascent.Image.Span, network),
            Frames = frames,
        };
    }

    private static (List<double> History, List<RgbImage> Frames) Climb(
        Ascent ascent, Network network, ClassModelOptions options, IProgress<WorkProgress>? progress, Parallelism parallel)
    {
        var plateau = new Plateau(options.PlateauWindow, options.PlateauTolerance);
        var (history, frames) = (new List<double>(options.Iterations + 1), new List<RgbImage>());
        for (var step = 0; ; step++)
        {
            if (step > 0) ascent.Step();
            var isLast = step == options.Iterations;
            if (isLast) ascent.ShowImage();
            else ascent.ShowView((double)step / options.Iterations);
            history.Add(ascent.Score);
            if (step == 0 && Vectors.IndexOfNotFinite(ascent.Outputs) >= 0)
                throw NotFinite.Scores(network, ascent.Outputs, ascent.Image.Span, options.Engine, parallel);
            if (!double.IsFinite(ascent.Score) || ascent.Image.Span.ContainsAnyExceptInRange(-Beyond, Beyond))
                throw new InvalidOperationException(
                    $"The ascent diverged at step {step}; use a smaller learning rate or regularization.");
            if (!isLast && plateau.IsReached(history))
            {
                isLast = true;
                if (ascent.HasViews) ascent.ShowImage();
                history[^1] = ascent.Score;
            }

            if (step > 0) progress?.Report(new(step, options.Iterations, ascent.Score));
            if (options.FrameInterval > 0 && (isLast || step % options.FrameInterval == 0))
                frames.Add(Deprocessing.ToImage(ascent.Image.Span, network));
            if (isLast) return (history, frames);
        }
    }

    // What an image is of, as it is told.
    private readonly record struct Subject(int Index, string Label, string? Layer);
}
