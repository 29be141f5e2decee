using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Codecs;

/// <summary>What each format of image files must do; a codec that is forgotten somewhere fails here.</summary>
public sealed class CodecTests
{
    // Sides above this are not worth the memory of a test.
    private const int LongestTestedSide = 1 << 20;

    public static TheoryData<string> Names => [.. CodecCases.Codecs.Select(codec => codec.GetType().Name)];

    public static TheoryData<string, string> Files => [.. CodecCases.Codecs.SelectMany(codec => codec.Extensions
        .SelectMany(Fixtures.Names).Where(Fixtures.HasPixels).Select(file => (codec.GetType().Name, file)))];

    public static TheoryData<ImageFormat> Formats => [.. Enum.GetValues<ImageFormat>()];

    [Theory, MemberData(nameof(Names))]
    public void Is_registered(string name) => Assert.True(
        ImageCodecs.All.Any(codec => codec.GetType().Name == name),
        $"{name} is not in ImageCodecs.All, so no file of its format is read or written.");

    [Theory, MemberData(nameof(Names))]
    public void Shares_neither_name_nor_extension_nor_format(string name)
    {
        var codec = Find(name);
        Assert.NotEmpty(codec.Extensions);
        Assert.All(codec.Extensions, extension => Assert.Matches(@"^\.[a-z0-9]+$", extension));
        foreach (var other in CodecCases.Codecs.Where(other => other != codec))
        {
            Assert.NotEqual(codec.Name, other.Name);
            Assert.Empty(codec.Extensions.Intersect(other.Extensions));
            Assert.True(
                codec.Encoding is null || codec.Encoding.Format != other.Encoding?.Format,
                $"{name} writes the format of {other.Name}.");
        }
    }

    // libjpeg cannot read fractional sampling; its reference was put together from other decodes and conversions.
    [Theory, MemberData(nameof(Files))]
    public void Decodes_to_the_reference(string name, string file)
    {
        var decoded = Find(name).Decode(Fixtures.Read(file), ImageLimits.Default, (_, _) => 1, CancellationToken.None);
        Assert.InRange(Fixtures.MaximumDifference(Fixtures.Pixels(file), decoded.Image), 0, file.Contains("fractional") ? 1 : 0);
    }

    [Theory, MemberData(nameof(Names))]
    public void Knows_its_files_by_their_first_bytes_and_no_others(string name)
    {
        var codec = Find(name);
        Assert.False(codec.Recognizes([]));
        foreach (var (file, _) in CodecCases.Of(codec).Samples)
        {
            var data = Fixtures.Read(file);
            foreach (var other in CodecCases.Codecs)
                Assert.True(other.Recognizes(data) == (other == codec), $"{other.GetType().Name} is wrong about {file}.");
            var start = data[..16];
            Assert.True(codec.Recognizes(start), $"{name} needs more than 16 bytes to know {file}.");
            for (var length = 1; length < start.Length; length++) codec.Recognizes(start.AsSpan(0, length));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_truncation_is_an_error(string name)
    {
        var codec = Find(name);
        foreach (var (file, spare) in CodecCases.Of(codec).Samples)
        {
            var data = Fixtures.Read(file);
            for (var length = 0; length < data.Length - spare; length++)
            {
                var cut = data[..length];
                if (!codec.Recognizes(cut)) continue; // refused before it comes to decoding
                var error = Record.Exception(() => codec.Decode(cut, ImageLimits.Default, (_, _) => 1, CancellationToken.None));
                Assert.True(
                    error is ImageFormatException,
                    $"{file} cut to {length} of {data.Length} bytes: {error?.ToString() ?? "no error"}");
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Keeps_to_the_limits(string name)
    {
        var codec = Find(name);
        foreach (var (file, _) in CodecCases.Of(codec).Samples)
        {
            var (data, pixels) = (Fixtures.Read(file), Fixtures.Pixels(file).Pixels.Length / 3);
            Decode(pixels);
            Assert.Contains($"limit is {pixels - 1}", Assert.Throws<ImageFormatException>(() => Decode(pixels - 1)).Message);

            void Decode(int most) =>
                codec.Decode(data, new ImageLimits(most), (_, _) => codec.Reductions[^1], CancellationToken.None);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Decoding_stops_when_cancelled(string name)
    {
        var codec = Find(name);
        var data = Fixtures.Read(CodecCases.Of(codec).Samples[0].File);
        Assert.Throws<OperationCanceledException>(
            () => codec.Decode(data, ImageLimits.Default, (_, _) => 1, new CancellationToken(canceled: true)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Reduces_by_each_factor_that_it_names(string name)
    {
        var codec = Find(name);
        Assert.Equal(1, codec.Reductions[0]);
        Assert.Equal(codec.Reductions.Order().Distinct(), codec.Reductions);
        foreach (var (file, _) in CodecCases.Of(codec).Samples)
        {
            var full = Fixtures.Pixels(file);
            foreach (var factor in codec.Reductions)
            {
                var decoded = codec.Decode(Fixtures.Read(file), ImageLimits.Default, (_, _) => factor, CancellationToken.None);
                Assert.Equal((full.Width, full.Height, factor), (decoded.Width, decoded.Height, decoded.Reduction));
                Assert.Equal((Reduced(full.Width), Reduced(full.Height)), (decoded.Image.Width, decoded.Image.Height));

                int Reduced(int side) => (side + factor - 1) / factor;
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Reads_what_it_writes(string name)
    {
        var codec = Find(name);
        var most = CodecCases.Of(codec).RoundTrip;
        if (codec.Encoding is null || most is null) return;
        foreach (var (width, height) in ((int, int)[])[(1, 1), (7, 5), (64, 48), (300, 2), (2, 300)])
        {
            var image = Noise(width, height);
            using var stream = new MemoryStream();
            codec.Encoding.Write(image, stream, ImageQuality.Highest, CancellationToken.None);
            Assert.True(codec.Recognizes(stream.ToArray()), $"{name} does not recognize what it wrote.");
            var decoded = codec.Decode(stream.ToArray(), ImageLimits.Default, (_, _) => 1, CancellationToken.None);
            Assert.InRange(Fixtures.MaximumDifference(image, decoded.Image), 0, most.Value);
        }
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_format_is_written_by_one_codec(ImageFormat format)
    {
        var writers = CodecCases.Codecs.Where(codec => codec.Encoding?.Format == format).Select(codec => codec.GetType().Name);
        var names = string.Join(", ", writers.DefaultIfEmpty("none"));
        Assert.True(
            writers.Count() == 1, $"ImageFormat.{format} must be written by exactly one codec, and is written by {names}.");
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_side_that_does_not_fit_is_refused(ImageFormat format)
    {
        var (codec, _) = ImageCodecs.Writing(format);
        if (codec.LongestSide > LongestTestedSide) return;
        var longest = ImageEncoder.Encode(new RgbImage(codec.LongestSide, 1), format);
        Assert.Equal(codec.LongestSide, ImageDecoder.Decode(longest).Width);
        Assert.Throws<ImageFormatException>(() => ImageEncoder.Encode(new RgbImage(codec.LongestSide + 1, 1), format));
        Assert.Throws<ImageFormatException>(() => ImageEncoder.Encode(new RgbImage(1, codec.LongestSide + 1), format));
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_quality_out_of_range_is_refused_where_there_is_one(ImageFormat format)
    {
        foreach (var quality in (int[])[ImageQuality.Lowest - 1, ImageQuality.Highest + 1])
        {
            var error = Record.Exception(() => ImageEncoder.Encode(Noise(2, 2), format, quality));
            if (ImageCodecs.Writing(format).Encoding.HasQuality) Assert.IsType<ArgumentOutOfRangeException>(error);
            else Assert.Null(error);
        }
    }

    [Theory, MemberData(nameof(Formats))]
    public void Encoding_stops_when_cancelled(ImageFormat format) => Assert.Throws<OperationCanceledException>(
        () => ImageEncoder.Write(Noise(9, 9), Stream.Null, format, token: new CancellationToken(canceled: true)));

    private static IImageCodec Find(string name) => CodecCases.Codecs.Single(codec => codec.GetType().Name == name);

    private static RgbImage Noise(int width, int height)
    {
        var image = new RgbImage(width, height);
        new Random(width).NextBytes(image.Pixels);
        return image;
    }
}
