using SaliencyPS.Hosting;
using SaliencyPS.Options;

namespace SaliencyPS.ClassModels;

/// <summary>
/// How a class model image is made. The standard values are the paper's method, <see cref="ClassModelPreset.Plain"/>.
/// </summary>
internal sealed record ClassModelOptions
{
    /// <summary>What is maximised.</summary>
    public ClassModelObjective Objective { get; init; } = ClassModelObjective.Score;

    /// <summary>
    /// λ of the L2 term, ≥ 0, per squared unit of the network's preprocessed input (before its range is bounded, if it is).
    /// None chooses it anew in every step, so that the image settles at about a fifth of the 8-bit range around the mean,
    /// whatever the scale of the network's scores.
    /// </summary>
    public double? Regularization { get; init; }

    /// <summary>
    /// Weight of the anisotropic total variation, ≥ 0, in root mean squares of the score's gradient: at 1 two neighbours that
    /// differ pull at each other as strongly as the score does at a pixel.
    /// </summary>
    public double TotalVariation { get; init; } = ClassModelDefinitions.TotalVariationDefault;

    /// <summary>
    /// Weight of the penalty on all that is far from the middle, ≥ 0: at 1 it holds the corners as
    /// the L2 term left to itself holds all.
    /// </summary>
    public double CenterBias { get; init; } = ClassModelDefinitions.CenterBiasDefault;

    /// <summary>
    /// Length of a step, &gt; 0. None: a step changes the image by about a hundredth of the 8-bit range, by a choice made anew in
    /// every step of gradient ascent; Adam takes a fixed fiftieth.
    /// </summary>
    public double? LearningRate { get; init; }

    /// <summary>Number of steps, 0 … 10,000,000; the most where the ascent may stop on a plateau.</summary>
    public int Iterations { get; init; } = ClassModelDefinitions.IterationsDefault;

    /// <summary>How gradients become steps.</summary>
    public ClassModelOptimizer Optimizer { get; init; }

    /// <summary>By which numbers the ascent changes the image.</summary>
    public ClassModelParametrization Parametrization { get; init; }

    /// <summary>By which axes the ascent changes colors.</summary>
    public ClassModelColors Colors { get; init; }

    /// <summary>What keeps the levels between black and white.</summary>
    public ClassModelRange Range { get; init; }

    /// <summary>In every step the network sees the image moved by up to this share of its shorter side, 0 … 1.</summary>
    public double Jitter { get; init; } = ClassModelDefinitions.JitterDefault;

    /// <summary>In every step the network sees the image larger or smaller by up to this share, 0 … 4.</summary>
    public double Scale { get; init; } = ClassModelDefinitions.ScaleDefault;

    /// <summary>In every step the network sees the image turned by up to this many degrees, 0 … 180.</summary>
    public double Rotate { get; init; } = ClassModelDefinitions.RotateDefault;

    /// <summary>
    /// At first the network sees the image blurred with this standard deviation, a share of its shorter side, 0 … 1; it
    /// falls evenly to zero at the last step.
    /// </summary>
    public double Blur { get; init; } = ClassModelDefinitions.BlurDefault;

    /// <summary>
    /// Root mean square, in 8-bit levels, of the random image that the ascent begins with, 0 … 255; 0 begins with the
    /// mean image.
    /// </summary>
    public double StartNoise { get; init; } = ClassModelDefinitions.StartNoiseDefault;

    /// <summary>Decides all that is random: the views and the start.</summary>
    public int Seed { get; init; } = ClassModelDefinitions.SeedDefault;

    /// <summary>
    /// Steps over which the score is averaged to see whether it still rises, 0 … 10,000,000; 0 takes all steps. Two such
    /// spans are compared.
    /// </summary>
    public int PlateauWindow { get; init; } = ClassModelDefinitions.PlateauWindowDefault;

    /// <summary>The ascent stops where a span has brought less than this share of the whole rise so far, 0 … 1.</summary>
    public double PlateauTolerance { get; init; } = ClassModelDefinitions.PlateauToleranceDefault;

    /// <summary>
    /// Keeps the image as it is before the first step, after every so many steps, and at the end, 0 … 10,000,000; 0 keeps
    /// none.
    /// </summary>
    public int FrameInterval { get; init; } = ClassModelDefinitions.FrameIntervalDefault;

    /// <summary>What computes; by default the engine in the box.</summary>
    public IComputeEngine Engine { get; init; } = ComputeEngines.Default;

    /// <summary>Threads, 1 … 1024.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The closest preset, and what is different from it, such as <c>Natural, Iteration=20</c>.</summary>
    public override string ToString() => OptionText.Of(this,
        ClassModelPreset.All.Select(preset => KeyValuePair.Create(preset.Name, preset.Options)), typeof(ClassModelDefinitions),
        nameof(Engine), nameof(Threads), nameof(FrameInterval));

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Validate()
    {
        ClassModelDefinitions.Regularization.Check(Regularization);
        ClassModelDefinitions.TotalVariation.Check(TotalVariation);
        ClassModelDefinitions.CenterBias.Check(CenterBias);
        ClassModelDefinitions.LearningRate.Check(LearningRate);
        ClassModelDefinitions.Iterations.Check(Iterations);
        ClassModelDefinitions.Jitter.Check(Jitter);
        ClassModelDefinitions.Scale.Check(Scale);
        ClassModelDefinitions.Rotate.Check(Rotate);
        ClassModelDefinitions.Blur.Check(Blur);
        ClassModelDefinitions.StartNoise.Check(StartNoise);
        ClassModelDefinitions.PlateauWindow.Check(PlateauWindow);
        ClassModelDefinitions.PlateauTolerance.Check(PlateauTolerance);
        ClassModelDefinitions.FrameInterval.Check(FrameInterval);
        ClassModelDefinitions.Threads.Check(Threads);
    }
}
