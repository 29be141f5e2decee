using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.Benchmarks.Peer;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;
using SaliencyPS.Saliency;
using SaliencyPS.Threads;

namespace SaliencyPS.Benchmarks.Networks;

/// <summary>One network in both engines: the same weights, the same inputs.</summary>
internal sealed class NetworkContest : IDisposable
{
    private readonly BenchmarkRun _run;
    private readonly bool _hasPeer;
    private readonly int[] _classes;
    private readonly float[] _logits;
    private readonly INetworkReference? _library;
    private int _fed; // batch of the input that the peer has

    public NetworkContest(BenchmarkRun run, string name)
    {
        _run = run;
        var weights = run.Scratch($"{name}.pth");
        _hasPeer = run.WithPeer(peer =>
            peer.Ask("networks.make", new() { ["name"] = name, ["path"] = weights }).ToString()) is not null;
        Network = _hasPeer ? NetworkReader.Read(weights) : RandomNetworks.Create(name);
        if (_hasPeer) File.Delete(weights); // half a gigabyte in the case of VGG
        MultiplyAdds = Network.Nodes.Skip(1).Sum(node => node.Layer!.MultiplyAdds(node.Shape));

        var executor = Executor(1, 0);
        executor.Forward();
        _logits = executor.Logits.Span.ToArray();
        _classes = Scores.Ranking([.. _logits.Select(score => (double)score)])[..5];
        _library = NetworkReferences.Create(Network);
    }

    public Network Network { get; }

    /// <summary>Multiply-adds of one forward pass.</summary>
    public long MultiplyAdds { get; }

    /// <summary>Measures one kind of pass.</summary>
    public Comparison Measure(PassKind kind, int threads)
    {
        var parallel = new Parallelism(threads);
        var executor = Executor(kind.Batch, kind.Classes);
        int[] targets = [.. Enumerable.Range(0, kind.Batch * kind.Classes).Select(g => _classes[g % kind.Classes])];
        var ours = Sampler.Of(() =>
        {
            executor.Forward(parallel);
            if (kind.Classes > 0) executor.Backward(targets, parallel);
        });
        _library?.Feed(Input(kind.Batch));
        var library = _library is not { } reference ? null : Sampler.Of(() =>
        {
            if (kind.Classes == 0) reference.Forward(threads);
            foreach (var target in _classes[..kind.Classes]) reference.Backward(target, threads);
        });
        return (_hasPeer ? _run.WithPeer(peer => Sampler.Alternate(_run.Effort, ours, Peer(peer, kind, threads), library)) : null)
            ?? Sampler.Alternate(_run.Effort, ours, null, library);
    }

    /// <summary>
    /// How far the gradient of the best class is from the scalar reference's and, where there are any, from the peers'.
    /// </summary>
    public GradientErrors Errors()
    {
        var executor = Executor(1, 1);
        executor.Forward();
        var ours = executor.Backward([_classes[0]]).Span;
        var reference = ScalarReference.Gradient<float>(Network, executor.Input.Span, _classes[0]);
        var exact = ScalarReference.Gradient<double>(Network, executor.Input.Span, _classes[0]);
        var theirs = !_hasPeer ? null : _run.WithPeer(peer =>
        {
            Feed(peer, 1);
            peer.Ask("networks.gradient", new() { ["target"] = _classes[0], ["path"] = _run.Scratch("gradient") });
            return MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(_run.Scratch("gradient"))).ToArray();
        });
        _library?.Feed(Input(1));
        var library = _library?.Gradient(_classes[0]);
        return new GradientErrors(RelativeError.Of(ours, reference), RelativeError.Of(ours, exact),
            RelativeError.Of(reference, exact), theirs is null ? null : RelativeError.Of(ours, theirs),
            theirs is null ? null : RelativeError.Of(theirs, exact),
            _library is null ? null : RelativeError.Of(_logits, _library.Logits()),
            library is null ? null : RelativeError.Of(ours, library),
            library is null ? null : RelativeError.Of(library, exact));
    }

    public void Dispose() => _library?.Dispose();

    private Repetitions Peer(PeerProcess peer, PassKind kind, int threads) => (seconds, least) =>
    {
        Feed(peer, kind.Batch);
        var times = peer.Ask("networks.sample", new()
        {
            ["mode"] = kind.Classes == 0 ? "forward" : "gradients",
            ["targets"] = new JsonArray([.. _classes.Take(kind.Classes).Select(c => (JsonNode)c)]),
            ["threads"] = threads,
            ["seconds"] = seconds,
            ["least"] = least,
        });
        return [.. times.EnumerateArray().Select(t => t.GetDouble())];
    };

    private void Feed(PeerProcess peer, int batch)
    {
        if (_fed == batch) return;
        var path = _run.Scratch("input");
        File.WriteAllBytes(path, MemoryMarshal.AsBytes(Input(batch).AsSpan()));
        peer.Ask("networks.feed", new() { ["path"] = path, ["batch"] = batch });
        _fed = batch;
    }

    private IExecutor Executor(int batch, int classes)
    {
        var executor = ComputeEngines.Default.CreateExecutor(Network, new() { Batch = batch, GradientsPerSample = classes });
        Input(batch).CopyTo(executor.Input.Span);
        return executor;
    }

    // About what preprocessing makes of pixels.
    private float[] Input(int batch)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, batch * Network.Input.Length).Select(_ => (float)(4 * random.NextDouble() - 2))];
    }
}
