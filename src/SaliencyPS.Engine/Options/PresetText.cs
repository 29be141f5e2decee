using System.Globalization;

namespace SaliencyPS.Options;

/// <summary>What an option is by default where presets decide, in words that are the same in every culture.</summary>
internal static class PresetText
{
    /// <summary>For example <c>3 in every preset</c>, or <c>5 in the preset Layer, 3 in the others</c>.</summary>
    /// <param name="presets">The presets by name.</param>
    /// <param name="value">The option's value in a preset; null where that depends on other things.</param>
    /// <returns>The words; null where a preset leaves the value open.</returns>
    public static string? Of<T>(IEnumerable<KeyValuePair<string, T>> presets, Func<T, object?> value)
    {
        var values = presets.Select(preset => (preset.Key, Value: value(preset.Value))).ToArray();
        if (values.Any(preset => preset.Value is null)) return null;
        var groups = values
            .GroupBy(preset => string.Create(CultureInfo.InvariantCulture, $"{preset.Value}"), preset => preset.Key)
            .OrderBy(group => group.Count()).ToArray();
        return groups is [var one] ? $"{one.Key} in every preset"
            : string.Join(", ", groups.Select(group =>
                group.ToArray() is [var preset] ? $"{group.Key} in the preset {preset}" : $"{group.Key} in the others"));
    }
}
