using SaliencyPS.Hosting;
using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Saliency.Neurons;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Saliency.Analysis;

/// <summary>Images that share passes come out as each would alone, to the last bit.</summary>
public sealed class ImageBatchTests
{
    private static readonly Network Network = TestNetworks.Small(7) with
    {
        Preprocessing = new() { Mean = [0, 0, 0], Std = [1, 1, 1], Resize = 16 }
    };

    private static readonly (DecodedImage Image, string Path)[] Images =
    [
        .. new[] { (31, 22), (16, 16), (20, 41), (9, 8), (17, 30) }.Select((size, n) =>
            (new DecodedImage(SaliencyAnalyzerTests.Noise(size.Item1, size.Item2)), $"{n}.png"))
    ];

    public static TheoryData<SaliencyMethod, SaliencyView, SaliencyView?, double> Ways() => new()
    {
        { SaliencyMethod.Gradient, SaliencyView.Whole, null, 0 },
        { SaliencyMethod.Gradient, SaliencyView.Whole, SaliencyView.TenCrop, 0.5 },
        { SaliencyMethod.Gradient, SaliencyView.TenCrop, null, 0 },
        { SaliencyMethod.SmoothGrad, SaliencyView.Center, SaliencyView.Whole, 0 },
        { SaliencyMethod.GuidedGradCAM, SaliencyView.Whole, null, 0.5 },
        { SaliencyMethod.Occlusion, SaliencyView.Whole, null, 0 },
        { SaliencyMethod.EigenCAM, SaliencyView.Whole, null, 0 },
        { SaliencyMethod.LayerRelevance, SaliencyView.Whole, null, 0 },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Maps_are_the_same_bytes_whatever_the_batch(
        SaliencyMethod method, SaliencyView view, SaliencyView? scores, double contrast)
    {
        var options = new SaliencyOptions
        {
            View = view, ScoreView = scores, Top = 3, Attribution = new() { Method = method, ClassContrast = contrast },
        };
        // One image is asked about other classes, one about more than go through a pass, and one about none.
        IReadOnlyList<int>? Classes(int image) =>
            image switch { 1 => [4, 0], 2 => [.. Enumerable.Range(0, 5)], 3 => [], _ => null };
        var alone = new SaliencyAnalyzer(Network, options);
        ClassSaliency[][] expected = [.. Images.Select((one, n) =>
            alone.Analyze(one.Image, one.Path, Classes(n), Parallelism.Single).ToArray())];
        Assert.Equal([3, 2, 5, 0, 3], expected.Select(maps => maps.Length));
        foreach (var size in (int[])[2, 5])
        {
            var analyzer = new SaliencyAnalyzer(Network, options with { BatchSize = size });
            var actual = Images.Index().Chunk(size).SelectMany(batch => analyzer.Analyze(
                [.. batch.Select(one => one.Item)], n => Classes(batch[n].Index), new Parallelism(2)));
            foreach (var (theirs, ours) in expected.Zip(actual))
            {
                Assert.Equal(theirs.Select(Numbers), ours.Select(Numbers));
                foreach (var (a, b) in theirs.Zip(ours)) Assert.Equal(a.Map.Grid, b.Map.Grid);
            }
        }

        static (string, int, int, double, double?, double?, double?) Numbers(ClassSaliency map) => (map.Path, map.Rank,
            map.ClassIndex, map.Score, map.Probability, map.Bias, map.CompletenessGap);
    }

    [Fact]
    public void Passes_are_shared()
    {
        var plan = SaliencyPlan.For(Network, new SaliencyOptions { Top = 2, BatchSize = 5 });
        Assert.Equal((5, 1, 2), (plan.Images, plan.Crops, plan.Classes));
        var attributor = plan.NewAttributor(5);
        var random = new Random(1);
        var crops = attributor.Score(5, (_, input) => input.Fill(random.NextSingle()), Parallelism.Single);
        attributor.Attribute(crops, [[0, 1], [2], [], [3, 4], [1]], Parallelism.Single);
        Assert.Equal((5, 10), attributor.Count);
    }

    [Fact]
    public void Scores_and_neurons_too_are_the_same_bytes_whatever_the_batch()
    {
        var analyzer = new SaliencyAnalyzer(Network, new SaliencyOptions { Top = 2 });
        Assert.Equal(Images.SelectMany(one => analyzer.Score([one], _ => null, Parallelism.Single)[0]).Select(Numbers),
            analyzer.Score(Images, _ => null, Parallelism.Single).SelectMany(scores => scores).Select(Numbers));

        var options = new NeuronOptions { Layer = "2", Strongest = 12 };
        var neurons = new NeuronAnalyzer(new NeuronQuery(Network, options));
        NeuronSaliency[] expected = [.. Images.SelectMany(one => neurons.Analyze(one.Image, one.Path, Parallelism.Single))];
        NeuronSaliency[] actual = [.. new NeuronAnalyzer(new NeuronQuery(Network, options with { BatchSize = 5 }))
            .Analyze(Images, Parallelism.Single).SelectMany(maps => maps)];
        Assert.Equal(60, actual.Length);
        foreach (var (a, b) in expected.Zip(actual))
        {
            Assert.Equal((a.Path, a.Channel, a.Row, a.Column, a.Activation), (b.Path, b.Channel, b.Row, b.Column, b.Activation));
            Assert.Equal(a.Map.Grid, b.Map.Grid);
        }

        static (string, int, int, double, double?) Numbers(ClassScore score) =>
            (score.Path, score.Rank, score.ClassIndex, score.Score, score.Probability);
    }

    [Fact]
    public void What_is_wrong_with_one_image_is_no_fault_of_the_others()
    {
        // Bright images overflow.
        var network = TestNetworks.Chain(new TensorShape(3, 4, 4), ("huge", new ScaleShift([1e37f], [0])),
            ("mean", new AdaptiveAveragePool())) with
        {
            Preprocessing = new() { Mean = [0, 0, 0], Std = [1, 1, 1], Resize = 4, Scale = 1 }
        };
        var analyzer = new SaliencyAnalyzer(network, new SaliencyOptions { Top = 1 });
        var batch = new ImageBatch<ClassSaliency>(Read,
            (images, parallel, _) => analyzer.Analyze(images, _ => null, parallel));
        var images = batch.Run([new("1"), new("lost"), new("200"), new("2")], new Parallelism(2));
        Assert.Equal(["1", "lost", "200", "2"], images.Select(image => image.File));
        Assert.Single(images[0].Results);
        Assert.Throws<FileNotFoundException>(() => images[1].Results);
        Assert.Contains("'huge'", Assert.Throws<NotFiniteNumberException>(() => images[2].Results).Message);
        Assert.Single(images[3].Results);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => batch.Run([new("1"), new("2")], new Parallelism(1, stop.Token)));

        static DecodedImage Read(AnalysisInput input, CancellationToken token)
        {
            if (input.Path == "lost") throw new FileNotFoundException();
            var image = new RgbImage(4, 4);
            Array.Fill(image.Pixels, byte.Parse(input.Path));
            return new(image);
        }
    }

    /// <summary>By itself a batch is as large as pays with the engine and as there is room for; under a limit it is 1.</summary>
    [Theory]
    [InlineData(1, null, null, null, 1)]
    [InlineData(32, null, null, null, 32)]
    [InlineData(32, 7, null, null, 7)]
    [InlineData(32, null, 200L << 20, null, 4)]
    [InlineData(32, 7, null, 1L << 30, 1)]
    public void How_many_images_a_pass_takes(int pays, int? asked, long? free, long? limit, int images)
    {
        var engine = new Device(pays, free);
        var options = new SaliencyOptions { Engine = engine, BatchSize = asked, MemoryLimit = limit };
        var plan = SaliencyPlan.For(Network, options, held: 0);
        Assert.Equal(images, plan.Images);
        Assert.True(free is null || plan.Workers * plan.WorkerBytes <= free / 2);
    }

    // An engine with memory of its own.
    private sealed class Device(int pays, long? free) : IComputeEngine
    {
        public EngineCapabilities Capabilities { get; } = ComputeEngines.Default.Capabilities with { Batch = pays };

        public long? FreeMemory => free;

        public SaliencyEngine Describe() => ComputeEngines.Default.Describe();

        public long Bytes(Network network, ExecutionPlan plan) => ComputeEngines.Default.Bytes(network, plan);

        public IExecutor CreateExecutor(Network network, ExecutionPlan plan) =>
            ComputeEngines.Default.CreateExecutor(network, plan);
    }
}
