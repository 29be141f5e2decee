using System.Reflection;
using SaliencyPS.ClassModels;
using SaliencyPS.Localization;
using SaliencyPS.Options;

namespace SaliencyPS.Tests.Options;

/// <summary>A definition of an option, with its numbers as objects, so that all of them can be compared alike.</summary>
/// <param name="Owner">The class that the definition stands in.</param>
/// <param name="Name">Its name there, which is that of the property of the engine's options.</param>
/// <param name="Definition">The definition.</param>
internal sealed record DefinedOption(Type Owner, string Name, OptionDefinition Definition)
{
    public static IReadOnlyList<DefinedOption> All { get; } =
    [
        .. from type in typeof(OptionDefinition).Assembly.GetTypes()
           where type.Namespace == typeof(OptionDefinition).Namespace
           from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
           where field.FieldType.IsAssignableTo(typeof(OptionDefinition))
           select new DefinedOption(type, field.Name, (OptionDefinition)field.GetValue(null)!),
    ];

    /// <summary>Where the definition is found, for messages.</summary>
    public string Place => $"{Owner.Name}.{Name}";

    public bool IsNumber => Minimum is not null;

    /// <summary>Least value, an int, long or double; null where the option takes no number.</summary>
    public object? Minimum => Read("Minimum");

    public object? Maximum => Read("Maximum");

    public object? Default => Read("Default");

    /// <summary>The range in words; empty where every number is in it or the option takes none.</summary>
    public string Range => Read("Range") as string ?? "";

    /// <summary>The values next to the range, outside of it.</summary>
    public IReadOnlyList<object> Outside => (Minimum, Maximum) switch
    {
        (int least, int most) => [.. new[] { least - 1L, most + 1L }.Where(n => n == (int)n).Select(n => (object)(int)n)],
        (long least, long most) => most < long.MaxValue ? [least - 1, most + 1] : [least - 1],
        (double least, double most) => [double.NaN, Math.BitDecrement(least), Math.BitIncrement(most)],
        _ => [],
    };

    /// <summary>What the option is where it is not given, in words, where presets decide; null where they do not.</summary>
    public string? InPresets
    {
        get
        {
            IEnumerable<KeyValuePair<string, object>> presets =
                Owner == typeof(LocalizationDefinitions)
                    ? LocalizationPresets.All.Select(p => KeyValuePair.Create(p.Key, (object)p.Value))
                : Owner == typeof(ClassModelDefinitions)
                    ? ClassModelPreset.All.Select(p => KeyValuePair.Create(p.Name, (object)p.Options)) : [];
            return presets.Any() ? PresetText.Of(presets, o => o.GetType().GetProperty(Name)?.GetValue(o)) : null;
        }
    }

    private object? Read(string property) => Definition.GetType().GetProperty(property)?.GetValue(Definition);
}
