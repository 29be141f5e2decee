using System.IO.Compression;
using SaliencyPS.Networks.Formats.Numpy;
using SaliencyPS.Networks.Layers;
using Xunit;

namespace SaliencyPS.Tests.Networks.Formats.Numpy;

public sealed class NumpyReaderTests
{
    [Fact]
    public void Reads_every_type()
    {
        Assert.Equal([1.5f, -2], Read(NumpyWriter.Array([2], 1.5f, -2)).Singles());
        Assert.Equal([0.1f],
            Read(NumpyWriter.File("<f8", "()", BitConverter.GetBytes(0.1), version: 2)).Singles());
        Assert.Equal([0.25f], Read(NumpyWriter.File("<f2", "(1, 1)", BitConverter.GetBytes((Half)0.25), version: 3)).Singles());
        Assert.Equal([-3], Read(NumpyWriter.File("<i4", "(1,)", BitConverter.GetBytes(-3))).Integers());
        Assert.Equal([7, long.MaxValue], Read(NumpyWriter.Integers([2], 7, long.MaxValue)).Integers());
    }

    [Fact]
    public void Fortran_order_becomes_row_major()
    {
        var file = NumpyWriter.File(
            "<i4", "(2, 3)", [.. Enumerable.Range(0, 6).SelectMany(BitConverter.GetBytes)], fortran: true);
        var array = Read(file);
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([0, 2, 4, 1, 3, 5], array.Integers());
    }

    [Fact]
    public void Other_programs_write_their_dictionaries_otherwise() => Assert.Equal([2], Read(NumpyWriter.Raw(
        "{'shape':(1,),'fortran_order':False,'descr':'<f4'}", BitConverter.GetBytes(2f))).Singles());

    [Theory]
    [InlineData(">f4", "(1,)", 4, "big-endian", "astype")]
    [InlineData("|O", "(1,)", 8, "type is not supported", "|O")]
    [InlineData("<f4", "(2,)", 4, "length is wrong", "Expected 8 bytes")]
    [InlineData("<f4", "(-1,)", 4, "not an integer", "-1")]
    [InlineData("<f4", "(0, 3)", 0, "empty", "0×3")]
    [InlineData("<f4", "(99999, 99999)", 4, "too large", "99999×99999")]
    [InlineData("<f4", "(1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1)", 4, "too many axes")]
    [InlineData("<f4", "[1]", 4, "header is not valid")]
    public void What_is_not_supported_is_told(string descr, string shape, int length, params string[] parts)
    {
        var error = Assert.Throws<NetworkFormatException>(() => Read(NumpyWriter.File(descr, shape, new byte[length])));
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Types_that_do_not_fit_and_numbers_that_are_none_are_told()
    {
        Assert.Throws<NetworkFormatException>(() => Read(NumpyWriter.Integers([1], 1)).Singles());
        Assert.Throws<NetworkFormatException>(() => Read(NumpyWriter.Array([1], 1)).Integers());
        Assert.Contains("NaN as number 1 of 2",
            Assert.Throws<NetworkFormatException>(() => Read(NumpyWriter.Array([2], 1, float.NaN)).Singles()).Message);
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression), InlineData(CompressionLevel.Optimal)]
    public void Archives_hold_arrays_by_name(CompressionLevel level)
    {
        var archive = Open(NumpyWriter.Archive(level, ("a", NumpyWriter.Array([1], 4)), ("b", NumpyWriter.Integers([], 5))));
        Assert.Equal(["a", "b"], archive.Names);
        Assert.Equal([4], archive.Find("a")!.Singles());
        Assert.Equal([5], archive.Find("b")!.Integers());
        Assert.Null(archive.Find("c"));
    }

    [Fact]
    public void Damaged_files_never_do_anything_but_say_so()
    {
        byte[][] files =
        [
            NumpyWriter.Array([2, 2], 1, 2, 3, 4),
            NumpyWriter.Archive(CompressionLevel.Optimal, ("a", NumpyWriter.Array([8], new float[8]))),
            NumpyWriter.Archive(CompressionLevel.NoCompression, ("a", NumpyWriter.Array([8], new float[8]))),
        ];
        var random = new Random(3);
        for (var i = 0; i < 3000; i++)
        {
            var file = (byte[])files[i % files.Length].Clone();
            for (var change = random.Next(4); change >= 0; change--) file[random.Next(file.Length)] = (byte)random.Next(256);
            if (random.Next(3) == 0) file = file[..random.Next(file.Length)];
            var error = Record.Exception(() =>
            {
                if (i % files.Length == 0) Read(file).Singles();
                else Open(file).Find("a")?.Singles();
            });
            Assert.True(error is null or NetworkFormatException, $"{error}");
        }
    }

    [Fact]
    public void A_bomb_is_refused()
    {
        var bomb = NumpyWriter.Archive(CompressionLevel.Optimal, ("a", new byte[80 << 20]));
        Assert.Contains("is too large. Expected at most ",
            Assert.Throws<NetworkFormatException>(() => Open(bomb).Find("a")).Message);
    }

    private static NumpyArray Read(byte[] file) => NumpyReader.Read(file, "a.npy");

    private static NumpyArchive Open(byte[] file) => new(new MemoryStream(file));
}
