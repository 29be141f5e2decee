using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.Benchmarks.Networks;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Catalog;
using SaliencyPS.Networks.Formats;
using SaliencyPS.Saliency;
using SaliencyPS.Threads;

namespace SaliencyPS.Benchmarks.Tokens;

/// <summary>One network of tokens in our engine and, where there is one, in the reference: equal weights, equal input.</summary>
internal sealed class TokenContest : IDisposable
{
    private readonly BenchmarkRun _run;
    private readonly Network _network;
    private readonly float[] _input, _logits;
    private readonly INetworkReference? _reference;
    private readonly int _class;

    /// <summary>Makes both.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">timm's name of the network.</param>
    /// <param name="architecture">Ours.</param>
    public TokenContest(BenchmarkRun run, string name, string architecture)
    {
        _run = run;
        var weights = TokenWeights.Create(name);
        _network = ArchitectureCatalog.Find(architecture).Build(new StateDict(weights), name);
        MultiplyAdds = _network.Nodes.Skip(1).Sum(node => node.Layer!.MultiplyAdds(node.Shape));
        var random = new Random(2);
        // About what preprocessing makes of pixels.
        _input = [.. Enumerable.Range(0, _network.Input.Length).Select(_ => 4 * random.NextSingle() - 2)];
        _reference = NetworkReferences.Create(name, weights);
        _reference?.Feed(_input);

        var executor = Executor(0);
        executor.Forward();
        _logits = executor.Logits.Span.ToArray();
        _class = Scores.Ranking([.. _logits.Select(score => (double)score)])[0];
    }

    /// <summary>Multiply-adds of one forward pass.</summary>
    public long MultiplyAdds { get; }

    /// <summary>Measures a forward pass, or one with the gradient of the best class, by turns in both.</summary>
    public Comparison Measure(PassKind kind, int threads)
    {
        var parallel = new Parallelism(threads);
        var executor = Executor(kind.Classes);
        var ours = Sampler.Of(() =>
        {
            executor.Forward(parallel);
            if (kind.Classes > 0) executor.Backward([_class], parallel);
        });
        var library = _reference is not { } reference ? null : Sampler.Of(() =>
        {
            if (kind.Classes > 0) reference.Backward(_class, threads);
            else reference.Forward(threads);
        });
        return Sampler.Alternate(_run.Effort, ours, null, library);
    }

    /// <summary>How far scores and gradient are from the reference's and from the exact gradient.</summary>
    public TokenErrors Errors()
    {
        var executor = Executor(1);
        executor.Forward();
        var ours = executor.Backward([_class]).Span;
        var theirs = _reference?.Gradient(_class);
        var exact = ScalarReference.Gradient<double>(_network, _input, _class);
        return new TokenErrors(_reference is null ? null : RelativeError.Of(_logits, _reference.Logits()),
            theirs is null ? null : RelativeError.Of(ours, theirs),
            RelativeError.Of(ours, exact), theirs is null ? null : RelativeError.Of(theirs, exact));
    }

    public void Dispose() => _reference?.Dispose();

    private IExecutor Executor(int classes)
    {
        var executor = ComputeEngines.Default.CreateExecutor(_network, new() { Batch = 1, GradientsPerSample = classes });
        _input.CopyTo(executor.Input.Span);
        return executor;
    }
}
