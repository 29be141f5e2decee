using SaliencyPS.Adapters;

namespace SaliencyPS.Imaging.Codecs;

/// <summary>
/// Codecs of libraries, for formats that are otherwise not read. None is used unless it is asked for: files from strangers are
/// safe with few decoders only.
/// </summary>
internal static class OptionalCodecs
{
    /// <summary>
    /// Environment variable with the names of the libraries, separated by commas, that may read images where
    /// <see cref="ImageLimits.Codecs"/> says nothing.
    /// </summary>
    public const string Variable = "SALIENCYPS_CODEC";

    /// <summary>All that there are, installed or not.</summary>
    public static IEnumerable<AdapterDescription> All => AdapterCatalog.All.Where(adapter => adapter.Kind == EngineKind.Codec);

    /// <summary>The libraries that were asked for.</summary>
    /// <exception cref="AdapterException">The environment variable names what is no such library.</exception>
    public static IEnumerable<AdapterDescription> Asked(ImageLimits limits) =>
        (limits.Codecs ?? Named()).Select(codec => AdapterCatalog.Find($"{codec}"));

    /// <summary>Refuses what was asked for and is not there.</summary>
    /// <exception cref="AdapterException">A library is not installed, or the environment variable names none.</exception>
    public static void Require(ImageLimits limits)
    {
        foreach (var adapter in Asked(limits)) Adapter.Require(adapter);
    }

    /// <summary>What the names of files end with that the libraries asked for read.</summary>
    /// <inheritdoc cref="Asked" path="exception"/>
    public static IEnumerable<string> Extensions(ImageLimits limits) =>
        Asked(limits).SelectMany(adapter => adapter.Formats!.Values).SelectMany(extensions => extensions);

    /// <summary>The library that would read files whose names end so; null where there is none.</summary>
    public static string? ReaderOf(string extension) =>
        All.FirstOrDefault(adapter => adapter.Formats!.Values.Any(extensions => extensions.Contains(extension)))?.Name;

    /// <summary>The codec for a format.</summary>
    /// <exception cref="ImageFormatException">There is none, or it was not asked for, or it cannot be used.</exception>
    public static IImageCodec For(string format, ImageLimits limits)
    {
        try
        {
            if (Asked(limits).FirstOrDefault(Reads) is { } asked)
                return Adapter.Load<ICodecAdapter>(asked).Codecs.First(codec => codec.Name == format);
        }
        catch (AdapterException e)
        {
            throw new ImageFormatException($"This is a {format} image. {e.Message}", e);
        }

        throw new ImageFormatException(All.FirstOrDefault(Reads) is { Name: var name }
            ? $"This is a {format} image. {name} reads it, which is off until asked for, since crafted files are known to harm "
                + $"its decoders: -Codec {name}, --codec {name} or the environment variable {Variable}={name} turns it on. "
                + "Or convert the image to JPEG or PNG first, such as with ImageMagick."
            : $"This is a {format} image, which is not read here; convert it to JPEG or PNG first, such as with ImageMagick.");

        bool Reads(AdapterDescription adapter) => adapter.Formats!.ContainsKey(format);
    }

    private static OptionalCodec[] Named() =>
    [
        .. (Environment.GetEnvironmentVariable(Variable) ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => Array.Find(Enum.GetNames<OptionalCodec>(),
                one => one.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known ? Enum.Parse<OptionalCodec>(known)
                : throw new AdapterException($"There is no codec '{name}', which {Variable} says to use; there are "
                    + $"{string.Join(", ", Enum.GetNames<OptionalCodec>())}.")),
    ];
}
