using SaliencyPS.Adapters;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using Xunit;

namespace SaliencyPS.Tests.Adapters;

/// <summary>What every codec of every library must do.</summary>
public sealed class CodecTests(Libraries libraries)
{
    // Of an image in several parts: these last bytes are of no part that is read.
    private static readonly Dictionary<string, int> Spare = new()
    {
        ["orientation-6.heic"] = 100, // the EXIF data
        ["pages.tif"] = 5910,         // the second page
        ["text.ppm"] = 10,            // the last number may have fewer digits
    };

    // Of the format's second version.
    private const int TgaFooter = 26;

    // Refused, and why.
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["animated.webp"] = "Animated webp are not yet supported",
        ["cmyk.tif"] = "not supported: Separated",
        ["preview.tif"] = "preview of another one",
    };

    public static TheoryData<string, string> Files => [.. OptionalCodecs.All.SelectMany(adapter =>
        Images.WithExtensions(adapter.Formats!.Values.SelectMany(extensions => extensions))
            .Select(file => (adapter.Name, file)))];

    public static TheoryData<string, string> ReadFiles => [.. Files.Where(row => !Refused.ContainsKey(row.Data.Item2))];

    public static TheoryData<string> Names => [.. OptionalCodecs.All.Select(adapter => adapter.Name)];

    [Theory, MemberData(nameof(Names))]
    public void It_has_the_codecs_that_the_catalog_names(string name)
    {
        var formats = AdapterCatalog.Find(name).Formats!;
        var codecs = libraries.Load<ICodecAdapter>(name).Codecs;
        Assert.Equal(formats.Keys.Order(), codecs.Select(codec => codec.Name).Order());
        foreach (var codec in codecs)
        {
            Assert.Equal(formats[codec.Name], codec.Extensions);
            Assert.NotEmpty(Images.WithExtensions(codec.Extensions)); // something to test it with
            Assert.False(codec.Recognizes([]));
        }
    }

    [Theory, MemberData(nameof(ReadFiles))]
    public void Decodes_to_the_reference(string name, string file)
    {
        libraries.Load<ICodecAdapter>(name);
        var image = ImageDecoder.Read(Images.PathOf(file), Limits(name));
        // Of palette.tif, 16-bit colors are rounded, of jpeg.tif, products of the cosine transform.
        Assert.InRange(Images.MaximumDifference(Images.Expected(file), image), 0, file is "palette.tif" or "jpeg.tif" ? 1 : 0);
    }

    [Theory, MemberData(nameof(Files))]
    public void What_is_refused_is_refused_for_a_reason(string name, string file)
    {
        libraries.Load<ICodecAdapter>(name);
        var error = Record.Exception(() => ImageDecoder.Read(Images.PathOf(file), Limits(name)));
        if (!Refused.TryGetValue(file, out var reason)) Assert.Null(error);
        else Assert.Contains(reason, Assert.IsType<ImageFormatException>(error).Message);
    }

    [Theory, MemberData(nameof(Files))]
    public void Nothing_is_decoded_until_it_is_asked_for(string name, string file)
    {
        var message = Assert.Throws<ImageFormatException>(() => ImageDecoder.Read(Images.PathOf(file))).Message;
        Assert.Contains($"-Codec {name}", message);
        Assert.Contains("off until asked for", message);
    }

    [Theory, MemberData(nameof(ReadFiles))]
    public void Every_truncation_is_an_error(string name, string file)
    {
        libraries.Load<ICodecAdapter>(name);
        var data = Images.Read(file);
        var step = Math.Max(1, data.Length / 150);
        var spare = file.EndsWith(".tga", StringComparison.Ordinal) ? TgaFooter : Spare.GetValueOrDefault(file);
        for (var length = data.Length - spare - 1; length > 0; length -= step)
        {
            var error = Record.Exception(() => ImageDecoder.Decode(data[..length], Limits(name)));
            Assert.True(error is ImageFormatException,
                $"{file} cut to {length} of {data.Length} bytes: {error?.ToString() ?? "no error"}");
        }
    }

    [Theory, MemberData(nameof(ReadFiles))]
    public void Keeps_to_the_limits(string name, string file)
    {
        libraries.Load<ICodecAdapter>(name);
        var pixels = Images.Expected(file).Pixels.Length / 3;
        ImageDecoder.Read(Images.PathOf(file), Limits(name, pixels));
        Assert.Contains($"limit is {pixels - 1}", Assert.Throws<ImageFormatException>(
            () => ImageDecoder.Read(Images.PathOf(file), Limits(name, pixels - 1))).Message);
    }

    [Theory, MemberData(nameof(Names))]
    public void Decoding_stops_when_cancelled(string name)
    {
        var codec = libraries.Load<ICodecAdapter>(name).Codecs[0];
        var data = Images.Read(Images.WithExtensions(codec.Extensions).First());
        Assert.Throws<OperationCanceledException>(
            () => codec.Decode(data, ImageLimits.Default, (_, _) => 1, new CancellationToken(canceled: true)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Damage_is_an_error_or_an_image(string name)
    {
        var random = new Random(1);
        foreach (var codec in libraries.Load<ICodecAdapter>(name).Codecs)
            foreach (var file in Images.WithExtensions(codec.Extensions))
                for (var round = 0; round < 20; round++)
                {
                    var data = Images.Read(file);
                    for (var i = 0; i < 3; i++) data[random.Next(data.Length)] ^= (byte)(1 << random.Next(8));
                    if (!codec.Recognizes(data)) continue;
                    var error = Record.Exception(() => codec.Decode(data, new(1_000_000), (_, _) => 1, CancellationToken.None));
                    Assert.True(error is null or ImageFormatException, $"{file}: {error}");
                }
    }

    private static ImageLimits Limits(string codec, long pixels = 1_000_000) =>
        new(pixels) { Codecs = [Enum.Parse<OptionalCodec>(codec)] };
}
