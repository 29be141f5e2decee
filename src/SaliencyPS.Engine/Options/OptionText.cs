using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;

namespace SaliencyPS.Options;

/// <summary>Options as one line that is the same in every culture: the closest preset, and what is different from it.</summary>
internal static class OptionText
{
    /// <summary>For example <c>Layer, ColorSpace=Lab, Component=3</c>; options bear the cmdlets' names.</summary>
    /// <param name="options">The options.</param>
    /// <param name="presets">The presets by name; the first of those that are equally close is told.</param>
    /// <param name="definitions">Where the options are defined, under the names of the properties.</param>
    /// <param name="except">Properties that change no result.</param>
    public static string Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        T options, IEnumerable<KeyValuePair<string, T>> presets,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type definitions,
        params ReadOnlySpan<string> except)
    {
        string[] passed = [.. except];
        PropertyInfo[] all = [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => !passed.Contains(property.Name))];
        var (name, different) = presets
            .Select(preset => (preset.Key, Different: Array.FindAll(all,
                property => !Equals(property.GetValue(options), property.GetValue(preset.Value)))))
            .MinBy(one => one.Different.Length);
        return string.Join(", ", different.Select(Text).Prepend(name));

        string Text(PropertyInfo property)
        {
            var definition = (OptionDefinition?)definitions.GetField(property.Name)?.GetValue(null);
            return string.Create(CultureInfo.InvariantCulture,
                $"{definition?.Parameter ?? property.Name}={property.GetValue(options) ?? "automatic"}");
        }
    }
}
