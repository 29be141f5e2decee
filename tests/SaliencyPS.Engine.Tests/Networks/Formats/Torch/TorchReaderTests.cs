using System.Diagnostics;
using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Formats.Torch;
using SaliencyPS.Networks.Layers;
using Xunit;

namespace SaliencyPS.Tests.Networks.Formats.Torch;

/// <summary>Fixtures written by PyTorch (Fixtures/make_fixtures.py); its values are 0, 1/8, 2/8, …</summary>
public sealed class TorchReaderTests
{
    public static TheoryData<string> SmallFiles =>
        ["small.zip.pth", "small.legacy.pth", "small.deflated.pth", "protocol4.pth", "nested.zip.pth", "nested.legacy.pth"];

    [Theory, MemberData(nameof(SmallFiles))]
    public void Reads_tensors_of_every_kind(string file)
    {
        var weights = TorchReader.Read(Fixture.Open(file));

        Assert.Equal(Eighths(24), weights.Take("conv.weight", 2, 3, 2, 2));
        Assert.Equal(Eighths(2), weights.Take("conv.bias", 2));
        foreach (var name in (string[])["half", "brain", "double"]) Assert.Equal(Eighths(5), weights.Take(name, 5));
        Assert.Equal([2.5f], weights.Take("scalar"));
        Assert.Empty(weights.Take("empty", 0, 3));
        Assert.Contains("bn.num_batches_tracked", weights.Tensors.Keys);
    }

    [Theory, MemberData(nameof(SmallFiles))]
    public void Makes_views_contiguous(string file)
    {
        var weights = TorchReader.Read(Fixture.Open(file));

        float[] E(params int[] eighths) => [.. eighths.Select(e => e / 8f)];
        Assert.Equal(E(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11), weights.Take("transposed", 4, 3)); // a 3×4 tensor's transpose
        Assert.Equal(E(1, 2, 6, 7, 11, 12, 16, 17), weights.Take("column", 4, 2)); // columns 1 and 2 of 4×5
        Assert.Equal(E(0, 1, 2, 3), weights.Take("head", 4)); // two parts of one storage
        Assert.Equal(E(6, 7, 8, 9), weights.Take("tail", 4));
    }

    [Theory]
    [InlineData("module.zip.pth")]
    [InlineData("module.legacy.pth")]
    public void Passes_over_the_attributes_of_a_real_state_dict(string file) =>
        Assert.Equal(["bn.bias", "bn.num_batches_tracked", "bn.running_mean", "bn.running_var", "bn.weight", "conv.bias",
            "conv.weight"],
            TorchReader.Read(Fixture.Open(file)).Tensors.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("parameter.zip.pth")]
    [InlineData("parameter.legacy.pth")]
    public void Reads_parameters(string file) =>
        Assert.Equal(Eighths(4), TorchReader.Read(Fixture.Open(file)).Take("weight", 2, 2));

    [Fact]
    public void Reads_a_module_that_was_saved_whole()
    {
        var weights = TorchReader.Read(Fixture.Open("object.zip.pth"));
        Assert.Equal(["bn.bias", "bn.num_batches_tracked", "bn.running_mean", "bn.running_var", "bn.weight", "conv.bias",
            "conv.weight"], weights.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([1, 1], weights.Take("bn.running_var", 2));
    }

    [Fact]
    public void Many_keys_of_one_hash_code_take_no_longer_than_others()
    {
        var pickle = new List<byte>([0x80, 2, (byte)'}', (byte)'(']);
        for (long i = 1; i <= 60_000; i++)
        {
            pickle.AddRange([0x8A, 8]); // both halves of the number alike: the hash code of every such number is 0
            pickle.AddRange(BitConverter.GetBytes(i << 32 | i));
            pickle.Add((byte)'N');
        }

        pickle.AddRange("u."u8);
        var watch = Stopwatch.StartNew();
        var loaded = new PickleMachine(new MemoryStream([.. pickle])).Load();
        Assert.Equal(60_000, Assert.IsType<Dictionary<object, object?>>(loaded).Count);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 4); // 1.8 billion comparisons otherwise, each in another place of memory
    }

    [Theory]
    [InlineData("evil.zip.pth", "posix.system")]
    [InlineData("evil.legacy.pth", "posix.system")]
    public void Refuses_code_and_names_it(string file, string global)
    {
        var error = Assert.Throws<NetworkFormatException>(() => TorchReader.Read(Fixture.Open(file)));
        Assert.Contains($"'{global}'", error.Message);
        Assert.False(File.Exists("saliencyps-was-here"));
    }

    // Hand-made pickles: protocol 2, then the opcodes, in Latin-1.
    [Theory]
    [InlineData("cos\nsystem\n.", "os.system")]
    [InlineData("cbuiltins\neval\n.", "builtins.eval")]
    [InlineData("ctorch\nload\n.", "torch.load")]
    [InlineData("\x8c\x02os\x8c\x06system\x93.", "os.system")]
    [InlineData("ccollections\nOrderedDict\nU\x01x\x85R.", "arguments")]
    [InlineData("cos.path\njoin\n.", "os.path.join")]
    [InlineData("}b.", "attributes")]
    [InlineData("K\x01}b.", "attributes")]
    [InlineData("i__main__\nX\n.", "opcode 0x69")]
    [InlineData("\x81.", "stack is empty")]
    [InlineData("K\x01)\x81.", "wrong kind")]
    [InlineData("\x90.", "mark")]
    [InlineData("h\x07.", "memo 7")]
    [InlineData("t.", "mark")]
    [InlineData("(.", "stack is empty")]
    [InlineData("}(K\x01u.", "no value")]
    [InlineData("K\x01Q.", "wrong kind")]
    [InlineData("(U\x07storagectorch\nFloatStorage\nU\x01" + "0U\x03" + "cpuJ\xff\xff\xff\xfftQ.", "persistent id")]
    [InlineData("X\xff\xff\xff\x7f.", "truncated")]
    [InlineData("B\xff\xff\xff\xff.", "truncated")]
    [InlineData("}", "truncated")]
    public void Refuses_hostile_pickles(string opcodes, string part)
    {
        var machine = new PickleMachine(new MemoryStream(System.Text.Encoding.Latin1.GetBytes("\x80\x02" + opcodes)));
        Assert.Contains(part, Assert.Throws<NetworkFormatException>(machine.Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Work_is_limited()
    {
        // A list of 1000 pairs, remembered, then turned into a dictionary again and again.
        var pickle = new MemoryStream();
        void Write(string text) => pickle.Write(System.Text.Encoding.Latin1.GetBytes(text));
        Write("\x80\x02](");
        for (var i = 0; i < 1000; i++) Write("K\x01K\x02\x86");
        Write("eq\0ccollections\nOrderedDict\nq\x01");
        for (var i = 0; i < 2000; i++) Write("h\x01h\0\x85R");
        pickle.Position = 0;
        Assert.Contains("too much", Assert.Throws<NetworkFormatException>(new PickleMachine(pickle).Load).Message);
    }

    [Theory]
    [InlineData(0, new long[] { 2, 3 }, new long[] { 3, 1 }, true)]
    [InlineData(1, new long[] { 2, 3 }, new long[] { 3, 1 }, false)]
    [InlineData(-1, new long[] { 2 }, new long[] { 1 }, false)]
    [InlineData(5, new long[] { 2 }, new long[] { -1 }, false)]
    [InlineData(0, new long[] { 1000, 1000 }, new long[] { 0, 0 }, false)] // an expanded tensor would grow without bound
    [InlineData(0, new long[] { 2 }, new long[] { long.MaxValue }, false)]
    [InlineData(0, new long[] { 1L << 40, 1L << 40 }, new long[] { 1, 1 }, false)]
    [InlineData(long.MaxValue, new long[] { 0 }, new long[] { 1 }, true)]
    public void Views_must_stay_inside_their_storage(long offset, long[] shape, long[] strides, bool fits)
    {
        var error = Record.Exception(() =>
            new PickleTensor(new PickleStorage("0", NumberFormat.Float32, 0, 6, 6), offset, shape, strides));
        Assert.Equal(fits, error is null);
        if (!fits) Assert.Contains("storage '0'", Assert.IsType<NetworkFormatException>(error).Message);
    }

    private static float[] Eighths(int count) => [.. Enumerable.Range(0, count).Select(i => i / 8f)];
}
