using System.Management.Automation;
using System.Runtime.InteropServices;
using SaliencyPS.Imaging;
using SaliencyPS.Localization;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>
/// Makes live maps, masks, images and boxes of what comes back from Export-Clixml, jobs and remoting. SaliencyPS.Types.ps1xml
/// says which properties travel; numbers do as one array of bytes, since an array of floats takes one XML element each.
/// </summary>
public sealed class ResultConverter : PSTypeConverter
{
    /// <summary>The values of a map as computed: rows from the top, little-endian IEEE 754, 4 bytes each.</summary>
    public static byte[] GetData(PSObject map) => MemoryMarshal.AsBytes(((SaliencyMap)map.BaseObject).Grid).ToArray();

    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => sourceValue is PSObject;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A value is missing, a size is no area, or the bytes do not fill it.</exception>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase)
    {
        var source = (PSObject)sourceValue;
        if (destinationType == typeof(ClassModelImage)) return Model();
        int width = Value<int>("Width"), height = Value<int>("Height");
        if (destinationType == typeof(BoundingBox)) return new BoundingBox(Value<int>("X"), Value<int>("Y"), width, height);
        if (destinationType == typeof(ObjectMask)) return new ObjectMask(width, height, Value<byte[]>("Bits"));
        if (destinationType == typeof(RgbImage)) return new RgbImage(width, height, Value<byte[]>("Pixels"));
        var values = MemoryMarshal.Cast<byte, float>(Value<byte[]>("Data")).ToArray();
        return new SaliencyMap(values, Value<int>("GridWidth"), Value<int>("GridHeight"), width, height);

        ClassModelImage Model() => new()
        {
            ClassIndex = Value<int>("ClassIndex"),
            Label = Value<string>("Label"),
            Layer = source.Properties["Layer"]?.Value?.ToString(),
            Network = Value<string>("Network"),
            NetworkDigest = source.Properties["NetworkDigest"]?.Value?.ToString(),
            ModuleVersion = source.Properties["ModuleVersion"]?.Value?.ToString(),
            Engine = source.Properties["Engine"]?.Value?.ToString(),
            Settings = source.Properties["Settings"]?.Value?.ToString(),
            Objective = Value<ClassModelObjective>("Objective"),
            Score = Value<double>("Score"),
            Probability = Value<double>("Probability"),
            ScoreHistory = Value<double[]>("ScoreHistory"),
            Image = Value<RgbImage>("Image"),
        };

        // What is inside another may have come back as a bag of properties too.
        T Value<T>(string name) => LanguagePrimitives.ConvertTo<T>(
            source.Properties[name]?.Value ?? throw new ArgumentException($"{destinationType.Name} has no {name}."));
    }

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new NotSupportedException();
}
