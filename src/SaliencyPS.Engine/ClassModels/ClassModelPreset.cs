namespace SaliencyPS.ClassModels;

/// <summary>Options that go well together, under a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">What it is for, in one sentence.</param>
/// <param name="Options">The options; each may be replaced.</param>
internal sealed record ClassModelPreset(string Name, string Description, ClassModelOptions Options)
{
    /// <summary>The paper's method.</summary>
    public static ClassModelPreset Plain { get; } =
        new("Plain", "The paper's method: gradient ascent on the pixels with an L2 term.", new());

    /// <summary>Images to look at.</summary>
    public static ClassModelPreset Natural { get; } = new(
        "Natural",
        "Images to look at: waves and colors as in photographs, seen from many places, with Adam.",
        new()
        {
            Optimizer = ClassModelOptimizer.Adam,
            Parametrization = ClassModelParametrization.Fourier,
            Colors = ClassModelColors.Decorrelated,
            Range = ClassModelRange.Bounded,
            Regularization = 0,
            TotalVariation = 0.05,
            Jitter = 0.06,
            Scale = 0.2,
            Rotate = 10,
            // Scores behind a rectifier may not rise from the mean image at all, since all of them are cut off there.
            StartNoise = 10,
        });

    /// <summary>All presets, the standard one first.</summary>
    public static IReadOnlyList<ClassModelPreset> All { get; } = [Plain, Natural];

    /// <summary>The preset of this name, in any case; null if there is none.</summary>
    public static ClassModelPreset? Find(string name) =>
        All.FirstOrDefault(preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
