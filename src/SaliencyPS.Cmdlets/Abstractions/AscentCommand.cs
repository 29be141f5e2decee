using System.Management.Automation;
using SaliencyPS.ClassModels;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Options;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>A cmdlet that climbs to an image: a preset, and what is to be different from it.</summary>
public abstract class AscentCommand : CancellableCommand
{
    /// <summary>Options that go well together; all others change it.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(PresetCompleter))]
    public PresetArgument Preset { get; set; } = new(ClassModelPreset.Plain.Name);

    /// <summary>What is maximised.</summary>
    [Parameter]
    public ClassModelObjective? Objective { get; set; }

    /// <summary>Weight of the L2 term.</summary>
    [Parameter]
    [ValidateRange(ClassModelDefinitions.RegularizationMinimum, ClassModelDefinitions.RegularizationMaximum)]
    public double? Regularization { get; set; }

    /// <summary>Weight of the total variation.</summary>
    [Parameter]
    [ValidateRange(ClassModelDefinitions.TotalVariationMinimum, ClassModelDefinitions.TotalVariationMaximum)]
    public double? TotalVariation { get; set; }

    /// <summary>Weight of what is far from the middle.</summary>
    [Parameter]
    [ValidateRange(ClassModelDefinitions.CenterBiasMinimum, ClassModelDefinitions.CenterBiasMaximum)]
    public double? CenterBias { get; set; }

    /// <summary>How gradients become steps.</summary>
    [Parameter]
    public ClassModelOptimizer? Optimizer { get; set; }

    /// <summary>Step length.</summary>
    [Parameter]
    [ValidateRange(ClassModelDefinitions.LearningRateMinimum, ClassModelDefinitions.LearningRateMaximum)]
    public double? LearningRate { get; set; }

    /// <summary>Number of steps.</summary>
    [Parameter]
    [ValidateRange(ClassModelDefinitions.IterationsMinimum, ClassModelDefinitions.IterationsMaximum)]
    public int? Iteration { get; set; }

    /// <summary>What the steps change.</summary>
    [Parameter]
    public ClassModelParametrization? Parametrization { get; set; }

    /// <summary>Along which axes colors change.</summary>
    [Parameter]
    public ClassModelColors? Color { get; set; }

    /// <summary>What keeps levels between black and white.</summary>
    [Parameter]
    public ClassModelRange? Range { get; set; }

    /// <summary>Share of the side by which views move.</summary>
    [Parameter]
    [ValidateRange(ClassModelDefinitions.JitterMinimum, ClassModelDefinitions.JitterMaximum)]
    public double? Jitter { get; set; }

    /// <summary>Share by which views grow or shrink.</summary>
    [Parameter]
    [ValidateRange(ClassModelDefinitions.ScaleMinimum, ClassModelDefinitions.ScaleMaximum)]
    public double? Scale { get; set; }

    /// <summary>Degrees by which views turn.</summary>
    [Parameter]
    [ValidateRange(ClassModelDefinitions.RotateMinimum, ClassModelDefinitions.RotateMaximum)]
    public double? Rotate { get; set; }

    /// <summary>Standard deviation of the first view's blur, a share of the side.</summary>
    [Parameter]
    [ValidateRange(ClassModelDefinitions.BlurMinimum, ClassModelDefinitions.BlurMaximum)]
    public double? Blur { get; set; }

    /// <summary>Strength of the image that the ascent begins with, in 8-bit levels.</summary>
    [Parameter]
    [ValidateRange(ClassModelDefinitions.StartNoiseMinimum, ClassModelDefinitions.StartNoiseMaximum)]
    public double? StartNoise { get; set; }

    /// <summary>Decides all that is random.</summary>
    [Parameter]
    public int? Seed { get; set; }

    /// <summary>Steps that must raise the score.</summary>
    [Parameter]
    [ValidateRange(ClassModelDefinitions.PlateauWindowMinimum, ClassModelDefinitions.PlateauWindowMaximum)]
    public int? PlateauWindow { get; set; }

    /// <summary>By which share of the whole rise.</summary>
    [Parameter]
    [ValidateRange(ClassModelDefinitions.PlateauToleranceMinimum, ClassModelDefinitions.PlateauToleranceMaximum)]
    public double? PlateauTolerance { get; set; }

    /// <summary>Threads.</summary>
    [Parameter]
    [ValidateRange(ReadingDefinitions.ThreadsMinimum, ReadingDefinitions.ThreadsMaximum)]
    public int ThrottleLimit { get; set; } = new ClassModelOptions().Threads;

    private protected ClassModelOptions Options
    {
        get
        {
            var preset = Preset.Preset.Options;
            return preset with
            {
                Objective = Objective ?? preset.Objective,
                Regularization = Regularization ?? preset.Regularization,
                TotalVariation = TotalVariation ?? preset.TotalVariation,
                CenterBias = CenterBias ?? preset.CenterBias,
                Optimizer = Optimizer ?? preset.Optimizer,
                LearningRate = LearningRate ?? preset.LearningRate,
                Iterations = Iteration ?? preset.Iterations,
                Parametrization = Parametrization ?? preset.Parametrization,
                Colors = Color ?? preset.Colors,
                Range = Range ?? preset.Range,
                Jitter = Jitter ?? preset.Jitter,
                Scale = Scale ?? preset.Scale,
                Rotate = Rotate ?? preset.Rotate,
                Blur = Blur ?? preset.Blur,
                StartNoise = StartNoise ?? preset.StartNoise,
                Seed = Seed ?? preset.Seed,
                PlateauWindow = PlateauWindow ?? preset.PlateauWindow,
                PlateauTolerance = PlateauTolerance ?? preset.PlateauTolerance,
                Threads = ThrottleLimit,
            };
        }
    }
}
