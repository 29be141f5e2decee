using System.IO.Compression;
using SaliencyPS.Evaluation.Agreement;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Tests.Networks.Formats.Numpy;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.Agreement;

public sealed class NetworkVerifierTests : IDisposable
{
    private static readonly Network Network = TestNetworks.Small(3);

    private static readonly int[] Batch = [2, 3, 11, 9];

    private readonly string _folder = Directory.CreateTempSubdirectory("saliencyps").FullName;
    private readonly float[] _inputs = TestNetworks.Values(2 * 3 * 11 * 9, 5, 2);
    private readonly float[] _logits, _gradients;

    public NetworkVerifierTests()
    {
        var executor = TestExecutor.Fast(Network, 2, 1);
        _inputs.CopyTo(executor.Input.Span);
        _logits = executor.Forward().Span.ToArray();
        _gradients = executor.Backward([Best(0), Best(1)]).Span.ToArray();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_agrees_passes()
    {
        var verified = Verify(("input", NumpyWriter.Array(Batch, _inputs)), ("logits", NumpyWriter.Array([2, 5], _logits)),
            ("gradient", NumpyWriter.Array(Batch, _gradients)));
        Assert.True(verified.Passed);
        Assert.Equal((Network.Name, 0.0, 0.0, null),
            (verified.Network, verified.LogitError, verified.GradientError, verified.Note));
        Assert.Equal([0, 1], verified.Samples.Select(sample => sample.Sample));
        Assert.Equal([Best(0), Best(1)], verified.Samples.Select(sample => sample.ClassIndex));
        Assert.All(verified.Samples, sample => Assert.True(sample.Passed && sample.IsTopEqual));
    }

    [Fact]
    public void Errors_are_relative_and_each_sample_is_judged()
    {
        var logits = (float[])_logits.Clone();
        for (var i = 5; i < 10; i++) logits[i] *= 1.25f;
        var verified = Verify(("input", NumpyWriter.Array(Batch, _inputs)), ("logits", NumpyWriter.Array([2, 5], logits)),
            ("gradient", NumpyWriter.Array(Batch, [.. _gradients.Select(g => 0.5f * g)])));
        Assert.False(verified.Passed);
        Assert.Equal([0, 0.2], verified.Samples.Select(sample => Math.Round(sample.LogitError, 5)));
        Assert.Equal(0.25f * logits[5..].Max(Math.Abs) / 1.25f, verified.LogitDifference, 1e-5);
        Assert.All(verified.Samples, sample => Assert.Equal(1, sample.GradientError!.Value, 1e-6));
        Assert.Equal(1, verified.GradientError!.Value, 1e-6);
    }

    [Fact]
    public void The_file_may_name_classes_and_leave_gradients_out()
    {
        var executor = TestExecutor.Fast(Network, 2, 1);
        _inputs.CopyTo(executor.Input.Span);
        executor.Forward();
        var gradients = executor.Backward([4, 1]).Span.ToArray();
        var named = Verify(("input", NumpyWriter.Array(Batch, _inputs)), ("logits", NumpyWriter.Array([2, 5, 1, 1], _logits)),
            ("gradient", NumpyWriter.Array(Batch, gradients)), ("class", NumpyWriter.Integers([2], 4, 1)));
        Assert.True(named.Passed);
        Assert.Equal(["class 4", "class 1"], named.Samples.Select(sample => sample.Label));

        var bare = Verify(("input", NumpyWriter.Array(Batch, _inputs)), ("logits", NumpyWriter.Array([2, 5], _logits)));
        Assert.Equal((true, null, null), (bare.Passed, bare.GradientError, bare.Samples[0].GradientError));
    }

    [Theory]
    [InlineData(false, "probabilities, and"), InlineData(true, "logarithms of probabilities")]
    public void Probabilities_are_compared_as_such_and_told(bool logarithms, string note)
    {
        float[] shares = [.. _logits.Chunk(5).SelectMany(logits => logits.Select(logit =>
            Math.Exp(logit) / logits.Sum(other => Math.Exp(other)))).Select(p => (float)(logarithms ? Math.Log(p) : p))];
        var verified = Verify(("input", NumpyWriter.Array(Batch, _inputs)), ("logits", NumpyWriter.Array([2, 5], shares)));
        Assert.True(verified.Passed);
        Assert.Contains(note, verified.Note);
    }

    [Fact]
    public void Files_beside_each_other_do_as_well()
    {
        foreach (var (name, file) in new[]
        {
            ("input", NumpyWriter.Array([3, 11, 9], _inputs[..297])), ("logits", NumpyWriter.Array([5], _logits[..5])),
            ("gradient", NumpyWriter.Array([3, 11, 9], _gradients[..297])),
        }) File.WriteAllBytes(Path.Combine(_folder, $"net.{name}.npy"), file);
        var reference = NetworkReference.Read(Path.Combine(_folder, "net.input.npy"), Network);
        Assert.True(NetworkVerifier.Verify(Network, reference, new(), Parallelism.Single).Passed);
        Assert.Contains("One array is not enough", Assert.Throws<NetworkFormatException>(() =>
            NetworkReference.Read(Path.Combine(_folder, "net.logits.npy"), Network)).Message);
        File.Delete(Path.Combine(_folder, "net.logits.npy"));
        Assert.Contains("no array 'logits'; no such file beside it", Assert.Throws<NetworkFormatException>(() =>
            NetworkReference.Read(Path.Combine(_folder, "net.input.npy"), Network)).Message);
    }

    [Fact]
    public void What_does_not_fit_is_told()
    {
        var (input, logits) = (("input", NumpyWriter.Array(Batch, _inputs)), ("logits", NumpyWriter.Array([2, 5], _logits)));
        Refused("reference.npz: File: There is no array 'logits'; found input", input);
        Refused("transpose(0, 3, 1, 2)", ("input", NumpyWriter.Array([2, 11, 9, 3], _inputs)), logits);
        Refused("logits.npy: The shape does not fit the network. Expected 2×5, found 5×2", input,
            ("logits", NumpyWriter.Array([5, 2], _logits)));
        Refused("gradient.npy: The shape", input, logits, ("gradient", NumpyWriter.Array([2, 297], _gradients)));
        Refused("Expected 0 to 4, found 5", input, logits, ("class", NumpyWriter.Integers([2], 0, 5)));
        Refused("not one class for each", input, logits, ("class", NumpyWriter.Integers([1], 0)));
        File.WriteAllText(Path.Combine(_folder, "text.npz"), "nothing");
        Assert.Contains("not a file of NumPy arrays", Assert.Throws<NetworkFormatException>(() =>
            NetworkReference.Read(Path.Combine(_folder, "text.npz"), Network)).Message);
    }

    [Fact]
    public void Real_networks_agree_with_PyTorch()
    {
        var network = NetworkReader.Read(SharedData.Path("networks", "squeezenet1_1.onnx"));
        foreach (var file in Directory.EnumerateFiles(SharedData.Path("reference"), "squeezenet1_1.*.input.npy"))
        {
            var verified = NetworkVerifier.Verify(network, NetworkReference.Read(file, network), new(), Parallelism.Single);
            Assert.True(verified.Passed, $"{verified.Samples[0]}");
            Assert.InRange(verified.LogitError, 0, 1e-5);
        }
    }

    [Fact]
    public void Real_exports_agree_with_PyTorch()
    {
        var network = NetworkReader.Read(SharedData.Path("exports", "variants", "timm_test_resnet.opset18.onnx"));
        var reference = NetworkReference.Read(SharedData.Path("exports", "variants", "variants_timm_test_resnet.npz"), network);
        var verified = NetworkVerifier.Verify(network, reference, new(), Parallelism.Single);
        Assert.True(verified.Passed, $"{verified.Samples[0]}");
    }

    private void Refused(string part, params (string, byte[])[] arrays) =>
        Assert.Contains(part, Assert.Throws<NetworkFormatException>(() => Verify(arrays)).Message);

    private NetworkVerification Verify(params (string, byte[])[] arrays)
    {
        var path = Path.Combine(_folder, "reference.npz");
        File.WriteAllBytes(path, NumpyWriter.Archive(CompressionLevel.Fastest, arrays));
        return NetworkVerifier.Verify(Network, NetworkReference.Read(path, Network), new(), Parallelism.Single);
    }

    private int Best(int sample) => NetworkReference.Best(_logits.AsSpan(5 * sample, 5));
}
