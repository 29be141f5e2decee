using SaliencyPS.Fuzz;
using SaliencyPS.Imaging.Codecs;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Codecs;

/// <summary>The one list of codecs from which all tests of codecs take their samples.</summary>
internal static class CodecCases
{
    private static readonly CodecCase[] All =
    [
        new(typeof(JpegCodec))
        {
            Samples =
            [
                ("444-17x33.jpg", 3), ("420-48x40.jpg", 3), ("restart.jpg", 3), ("progressive-17x33.jpg", 2), ("gray.jpg", 3),
            ],
            RoundTrip = 6,
        },
        new(typeof(PngCodec))
        {
            Samples = [("rgb8.png", 0), ("palette4-adam7.png", 0)],
            RoundTrip = 0,
            Repair = FuzzTargets.MendChecksums,
        },
        new(typeof(BmpCodec)) { Samples = [("rgb24.bmp", 0), ("rle8.bmp", 0), ("palette8.bmp", 0)] },
    ];

    /// <summary>All codecs that are in the engine, whether or not they are registered or have a case.</summary>
    public static IReadOnlyList<IImageCodec> Codecs { get; } =
    [
        .. typeof(IImageCodec).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IImageCodec)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (IImageCodec)Activator.CreateInstance(type)!),
    ];

    /// <summary>The case of a codec, with samples that are there.</summary>
    public static CodecCase Of(IImageCodec codec)
    {
        var name = codec.GetType().Name;
        var found = Array.Find(All, one => one.Codec == codec.GetType());
        Assert.True(found is not null, $"{name} has no case: add one to CodecCases.All, with sample files in Imaging/data.");
        Assert.True(found.Samples.Length > 0, $"The case of {name} in CodecCases.All has no sample.");
        foreach (var (file, _) in found.Samples)
            Assert.True(
                File.Exists(Fixtures.PathOf(file)) && Fixtures.HasPixels(file),
                $"The case of {name} in CodecCases.All names {file}, but Imaging/data lacks it or its pixels ({file}.rgb.gz).");
        Assert.True(
            codec.Encoding is null == found.RoundTrip is null,
            $"{name} {(codec.Encoding is null ? "does not write" : "writes")} images; its case in CodecCases.All must "
            + $"{(codec.Encoding is null ? "have no" : "say by how much a level may differ after a")} RoundTrip.");
        return found;
    }
}
