using System.Collections;
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
        int width = (int)Value("Width"), height = (int)Value("Height");
        if (destinationType == typeof(BoundingBox)) return new BoundingBox((int)Value("X"), (int)Value("Y"), width, height);
        if (destinationType == typeof(ObjectMask)) return new ObjectMask(width, height, (byte[])Value("Bits"));
        if (destinationType == typeof(RgbImage)) return new RgbImage(width, height, (byte[])Value("Pixels"));
        var values = MemoryMarshal.Cast<byte, float>((byte[])Value("Data")).ToArray();
        return new SaliencyMap(values, (int)Value("GridWidth"), (int)Value("GridHeight"), width, height);

        ClassModelImage Model() => new()
        {
            ClassIndex = (int)Value("ClassIndex"),
            Label = (string)Value("Label"),
            Layer = source.Properties["Layer"]?.Value?.ToString(),
            Network = (string)Value("Network"),
            Objective = (ClassModelObjective)(int)Value("Objective"),
            Score = (double)Value("Score"),
            Probability = (double)Value("Probability"),
            ScoreHistory = [.. ((IEnumerable)Value("ScoreHistory")).Cast<double>()],
            Image = (RgbImage)Value("Image"),
        };

        object Value(string name)
        {
            var value = source.Properties[name]?.Value ?? throw new ArgumentException($"{destinationType.Name} has no {name}.");
            return value is PSObject wrapped ? wrapped.BaseObject : value;
        }
    }

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new NotSupportedException();
}
