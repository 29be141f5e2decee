using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Formats.Safetensors;
using SaliencyPS.Networks.Formats.Torch;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Tests.Networks.Formats.Onnx;
using SaliencyPS.Tests.Networks.Formats.Safetensors;
using Xunit;

namespace SaliencyPS.Tests.Networks.Formats;

/// <summary>
/// Damaged files of every form: only <see cref="NetworkFormatException"/> may come out, and memory stays in proportion to the
/// file. SALIENCYPS_FUZZ sets the number of files per form.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class NetworkFuzzTests
{
    // The seeds are below 8 KB; a deflated record may claim to grow to 16 MB before it must prove anything.
    private const long MaximumAllocation = 32 << 20;

    private static readonly int Iterations = int.TryParse(Environment.GetEnvironmentVariable("SALIENCYPS_FUZZ"), out var count)
        ? count : 3000;

    public static TheoryData<string> Seeds =>
        ["small.zip.pth", "small.deflated.pth", "nested.legacy.pth", "protocol4.pth", "module.legacy.pth", "safetensors", "onnx"];

    [Theory, MemberData(nameof(Seeds))]
    public void Damaged_files_are_refused_in_good_order(string seed)
    {
        var original = Original(seed);
        Assert.Null(Record.Exception(() => ReadAll(seed, original)));
        var random = new Random(20140414);
        var refused = 0;
        for (var i = 0; i < Iterations; i++)
        {
            var bytes = Mutate(original, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                ReadAll(seed, bytes);
            }
            catch (NetworkFormatException)
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"Iteration {i} of {seed}: {e}");
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaximumAllocation);
        }
        Assert.InRange(refused, Iterations / 4, Iterations);
    }

    private static byte[] Original(string seed) => seed switch
    {
        "safetensors" =>
            SafetensorsWriter.Write(("a.weight", [2, 3], [1, 2, 3, 4, 5, 6]), ("a.bias", [2], [7, 8]), ("b", [], [9])).ToArray(),
        "onnx" => new OnnxWriter(2, 4, 4).Weight("w", [4, 2, 3, 3], new float[72]).Weight("b", [4], 1, 2, 3, 4)
            .Node("Conv", "x w b", ("pads", new[] { 1, 1, 1, 1 })).Node("Relu")
            .Node("MaxPool", "^", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }))
            .Node("BatchNormalization", "^ b b b b").Node("Shape", "s", "^")
            .Integers("i", 0).Node("Gather", "g", "s i").Integers("m", -1).Node("Concat", "c", "g m", ("axis", 0))
            .Node("Reshape", "r", "batchnormalization c")
            .Weight("f", [5, 16], new float[80]).Node("Gemm", "r f", ("transB", 1)).Node("Softmax").Metadata("scale", "1/255")
            .ToArray(),
        _ => Fixture.Open(seed).ToArray(),
    };

    private static void ReadAll(string seed, byte[] bytes)
    {
        var stream = new MemoryStream(bytes, writable: false);
        if (seed == "onnx")
        {
            NetworkReader.Read(stream, NetworkDescription.ReadBeside("none"), "none");
            return;
        }
        var weights = seed == "safetensors" ? SafetensorsReader.Read(stream).Weights : TorchReader.Read(stream);
        foreach (var (name, tensor) in weights.Tensors)
            if (!StateDict.IsLeftover(name)) tensor.Read();
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var edits = random.Next(1, 5); edits > 0 && bytes.Count > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            var count = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(at, bytes.Count - at); break; // truncation
                case 3: bytes.RemoveRange(at, count); break;
                case 4: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, count)); break; // splice
                case 5: // a length, size or offset becomes extreme
                    var extreme = (byte)(random.Next(2) * 0xff);
                    for (var i = 0; i < Math.Min(count, random.Next(1, 9)); i++) bytes[at + i] = extreme;
                    bytes[Math.Min(at + 8, bytes.Count - 1)] &= 0x7f;
                    break;
                default: // digits of a text header, opcodes, field numbers
                    bytes[at] = (byte)"0123456789-.[]{}\",(tuQRb}"[random.Next(25)];
                    break;
            }
        }
        return [.. bytes];
    }
}
