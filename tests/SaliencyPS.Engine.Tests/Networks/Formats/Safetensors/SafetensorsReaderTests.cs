using SaliencyPS.Networks.Formats.Safetensors;
using SaliencyPS.Networks.Layers;
using Xunit;

namespace SaliencyPS.Tests.Networks.Formats.Safetensors;

public sealed class SafetensorsReaderTests
{
    [Fact]
    public void Reads_every_float_format_and_the_metadata()
    {
        const string Header = """
            {"__metadata__":{"format":"pt"},
             "single":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
             "half":{"dtype":"F16","shape":[1,2],"data_offsets":[8,12]},
             "brain":{"dtype":"BF16","shape":[2],"data_offsets":[12,16]},
             "double":{"dtype":"F64","shape":[],"data_offsets":[16,24]},
             "count":{"dtype":"I64","shape":[1],"data_offsets":[24,32]},
             "none":{"dtype":"F32","shape":[0,5],"data_offsets":[32,32]}}
            """;
        byte[] data =
        [
            .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f), .. BitConverter.GetBytes((Half)0.25),
                .. BitConverter.GetBytes((Half)(-65504)),
            0x80, 0x3f, 0x49, 0xc0, .. BitConverter.GetBytes(0.1), .. BitConverter.GetBytes(3L),
        ];

        var (weights, metadata) = SafetensorsReader.Read(SafetensorsWriter.File(Header, data));

        Assert.Equal([1.5f, -2], weights.Take("single", 2));
        Assert.Equal([0.25f, -65504], weights.Take("half", 1, 2));
        Assert.Equal([1, -3.140625f], weights.Take("brain", 2)); // the upper halves of 1 and about −π
        Assert.Equal([0.1f], weights.Take("double"));
        Assert.Empty(weights.Take("none", 0, 5));
        Assert.Equal("pt", metadata["format"]);
        Assert.Contains("Int64", Assert.Throws<NetworkFormatException>(() => weights.Take("count", 1)).Message);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "Tensor 'a'", "8 bytes (2 Float32)", "0 to 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "Tensor 'a'", "within 4", "0 to 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 4, "Tensor 'a'", "data_offsets", "-4 to 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "Tensor 'a'", "hole", "start at 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
        4, "Tensor 'b'", "overlaps", "start at 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "Data", "follow", "4 bytes")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}""", 4, "Tensor 'a'", "dtype", "F8_E4M3")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}""", 4, "Tensor 'a'", "negative", "-1×-1")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}""", 4, "Tensor 'a'", "too large",
        "4294967296×4294967296")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "Tensor 'a'", "not an integer", "1.5")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "Tensor 'a'", "incomplete", "data_offsets")]
    [InlineData("""{"a":{},"a":{}}""", 0, "Header", "not valid", "a")]
    [InlineData("""{"a":7}""", 0, "Header", "not valid", "Object")]
    [InlineData("""{"a":""", 0, "Header", "not valid", "JSON")]
    public void Refuses_a_broken_header_and_names_the_tensor(string header, int data, params string[] parts)
    {
        var error = Assert.Throws<NetworkFormatException>(() =>
            SafetensorsReader.Read(SafetensorsWriter.File(header, new byte[data])));
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Refuses_a_header_longer_than_the_file()
    {
        var file = SafetensorsWriter.File("{}");
        file.Position = 0;
        file.WriteByte(200);
        Assert.Contains("at most 2 bytes, found 200",
            Assert.Throws<NetworkFormatException>(() => SafetensorsReader.Read(file)).Message);
    }
}
