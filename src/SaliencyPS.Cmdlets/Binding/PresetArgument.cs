using SaliencyPS.ClassModels;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>What -Preset takes: the name of a preset, in any case.</summary>
public sealed class PresetArgument
{
    /// <summary>A preset by name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public PresetArgument(string name) => Preset = ClassModelPreset.Find(name)
        ?? throw new ArgumentException(
            $"There is no preset '{name}'; there is {string.Join(", ", ClassModelPreset.All.Select(preset => preset.Name))}.");

    /// <summary>The preset.</summary>
    internal ClassModelPreset Preset { get; }

    /// <inheritdoc/>
    public override string ToString() => Preset.Name;
}
