using System.Management.Automation;
using SaliencyPS.ClassModels;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>What -Preset takes: the name of a preset, in any case.</summary>
public sealed class PresetArgument
{
    /// <summary>A preset by name.</summary>
    /// <exception cref="PSArgumentException">There is none.</exception>
    public PresetArgument(string name) => Preset = ClassModelPreset.Find(name)
        ?? throw new PSArgumentException($"There is no preset '{name}'; there is {string.Join(", ", ClassModelPreset.All.Select(preset => preset.Name))}.");

    /// <summary>The preset.</summary>
    public ClassModelPreset Preset { get; }

    /// <inheritdoc/>
    public override string ToString() => Preset.Name;
}
