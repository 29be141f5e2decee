using System.IO.Compression;
using SaliencyPS.Hosting;
using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Methods;
using Xunit;

namespace SaliencyPS.Tests.Saliency.Methods;

/// <summary>Methods of networks of tokens against numbers that PyTorch gave, whatever operators the file is written in.</summary>
public class AttentionMethodTests
{
    [Theory]
    [InlineData("timm_test_vit.dynamo.onnx")]
    [InlineData("timm_test_vit.script.onnx")]
    [InlineData("variants/timm_test_vit.opset18.onnx")]
    [InlineData("variants/timm_test_vit.opset21.onnx")]
    [InlineData("variants/timm_test_vit.opset23.onnx")]
    [InlineData("variants/timm_test_vit.batch.onnx")]
    public void Maps_are_those_of_PyTorch(string file)
    {
        var network = NetworkReader.Read(SharedData.Path("exports", file));
        var input = SharedData.Numbers("exports", "timm_test_vit.input.npy");
        var logits = SharedData.Numbers("exports", "timm_test_vit.logits.npy");
        using var expected = ZipFile.OpenRead(SharedData.Path("exports", "variants", "attention_timm_test_vit.npz"));
        foreach (var (method, name) in ((SaliencyMethod, string)[])[(SaliencyMethod.AttentionRollout, "rollout"),
            (SaliencyMethod.AttentionRelevance, "relevance"), (SaliencyMethod.GradCAM, "gradcam_norm1_last")])
        {
            var map = Map(network, method, input, Array.IndexOf(logits, logits.Max()));
            if (method == SaliencyMethod.GradCAM) map = Array.ConvertAll(map, value => Math.Max(0, value));
            var numbers = SharedData.Numbers(expected, name);
            Assert.True(RelativeError.Of(map, numbers) < 1e-4, $"{file}, {method}: {RelativeError.Of(map, numbers):E1}");
        }
    }

    [Fact]
    public void A_network_without_attention_is_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => MethodCatalog.Check(TestNetworks.Small(1),
            new AttributionOptions { Method = SaliencyMethod.AttentionRollout }));
        Assert.Contains("'small 1' has no attention", error.Message);
    }

    [Fact]
    public void A_token_layer_is_a_feature_map_of_its_patches()
    {
        var network = TestNetworks.Tokens();
        var layer = SpatialLayer.Find(network, null);
        Assert.Equal("norm 1", network.Nodes[layer].Name);
        var map = SpatialLayer.MapOf(network, layer);
        Assert.Equal(new SaliencyPS.Tensors.TensorShape(8, 3, 2), map.Shape);
        float[] values = [.. Enumerable.Range(0, 56).Select(i => (float)i)];
        Assert.Equal([8, 16, 24, 32, 40, 48, 9], map.Arrange(values)[..7].ToArray()); // the class token left out
    }

    // Windows, rolls and merged patches only move values: as feature maps, what was moved is what it was.
    [Theory]
    [InlineData("tv_swin_tiny.dynamo.onnx")]
    [InlineData("tv_maxvit_tiny.dynamo.onnx")]
    [InlineData("timm_mobilevitv2_050.dynamo.onnx")]
    public void Moved_values_stay_in_their_place(string file)
    {
        var network = NetworkReader.Read(SharedData.Path("exports", file));
        int[] moves = [.. Enumerable.Range(1, network.Nodes.Count - 1).Where(i => network.Nodes[i].Layer is Gather
            && FeatureMap.Of(network, i)?.Shape == FeatureMap.Of(network, network.Nodes[i].Inputs[0])?.Shape
            && FeatureMap.Of(network, i) is not null)];
        var executor = TestExecutor.Fast(network, 1, 0, null,
            [.. moves, .. moves.Select(i => network.Nodes[i].Inputs[0]).Where(i => i > 0)]);
        TestNetworks.Values(network.Input.Length).CopyTo(executor.Input.Span);
        executor.Forward();
        Assert.NotEmpty(moves);
        foreach (var move in moves)
        {
            var source = network.Nodes[move].Inputs[0];
            Assert.Equal(FeatureMap.Of(network, source)!.Arrange(executor.Value(source).Span).ToArray(),
                FeatureMap.Of(network, move)!.Arrange(executor.Value(move).Span).ToArray());
        }
    }

    [Fact]
    public void The_rows_of_a_rollout_add_up_to_one()
    {
        var map = Map(TestNetworks.Tokens(), SaliencyMethod.AttentionRollout, TestNetworks.Values(360, 4, 2), 0);
        Assert.All(map, value => Assert.InRange(value, 0, 1));
        Assert.InRange(map.Sum(), 0.1, 1); // the rest is the class token's own
    }

    // The score that the head reads from the tokens of a block is that of the network without the blocks behind it.
    [Fact]
    public void LeGrad_is_the_mean_of_what_networks_of_fewer_blocks_tell()
    {
        var (input, target) = (TestNetworks.Values(360, 4, 2), 3);
        var expected = new float[6];
        foreach (var blocks in (int[])[1, 2])
        {
            var network = TestNetworks.Tokens(1, blocks);
            var attention = network.FindLayer($"attention {blocks - 1}");
            var executor = TestExecutor.Fast(network, 1, 1, null, [attention]);
            input.CopyTo(executor.Input.Span);
            executor.Forward();
            executor.Backward([target], until: attention);
            var gradient = executor.Gradient(attention).Span;
            for (var i = 0; i < gradient.Length; i++)
                if (i % 7 > 0) expected[i % 7 - 1] += Math.Max(0, gradient[i]) / gradient.Length; // the class token left out
        }

        expected = Array.ConvertAll(expected, value => (value - expected.Min()) / (expected.Max() - expected.Min()));
        var map = Attribution.Map(TestNetworks.Tokens(), SaliencyMethod.LeGrad, input, target);
        Assert.True(RelativeError.Of(map, Resampler.Bilinear(expected, 2, 3, 10, 12)) < 1e-5);
    }

    [Fact]
    public void A_block_that_does_not_end_in_a_sum_has_no_tokens_to_read()
    {
        var network = TestNetworks.Tokens(1, blocks: 1).UpTo(TestNetworks.Tokens(1, blocks: 1).FindLayer("merged 0"));
        var error = Assert.Throws<ArgumentException>(
            () => MethodCatalog.Check(network, new AttributionOptions { Method = SaliencyMethod.LeGrad }));
        Assert.Contains("the block of the attention 'attention 0' does not end in a sum of tokens", error.Message);
    }

    [Fact]
    public void Relevance_goes_through_attention()
    {
        var network = TestNetworks.Tokens();
        var maps = Attribution.Run(network, new AttributionOptions { Method = SaliencyMethod.LayerRelevance },
            TestNetworks.Values(360, 4, 2), [0, 1]);
        Assert.All(maps, map => Assert.Contains(map.Map, value => value > 0));
        Assert.NotEqual(maps[0].Map, maps[1].Map);
        var error = Assert.Throws<ArgumentException>(() => RelevanceRules.Excitation(network, contrast: false));
        Assert.Contains("LayerNormalization, the layer 'norm 0'", error.Message);
    }

    // The map before it is enlarged.
    private static float[] Map(Network network, SaliencyMethod method, float[] input, int target)
    {
        var made = MethodCatalog.Create(network, new AttributionOptions { Method = method });
        var executor = ComputeEngines.Default.CreateExecutor(network, made.Plan(1, 1));
        input.CopyTo(executor.Input.Span);
        executor.Forward();
        var hasGradient = made.Signal != Signal.None;
        if (hasGradient) executor.Backward([target], null, made.LayerRules, made.Layer!.Value);
        ReadOnlyMemory<float>[] hooks = [.. made.Hooks.Select(hook => (ReadOnlyMemory<float>)executor.Value(hook).Memory)],
            gradients = hasGradient ? [.. made.Hooks.Select(hook => (ReadOnlyMemory<float>)executor.Gradient(hook).Memory)] : [];
        var sum = new float[made.SumLength];
        made.Add(new Probe
        {
            Crop = new(input, [], []),
            Index = 0,
            Class = target,
            Input = input,
            Logits = executor.Logits.Span,
            Layer = made.Layer is { } layer ? made.Arrange(executor.Value(layer).Span) : [],
            LayerGradient = hasGradient ? made.Arrange(executor.Gradient(made.Layer!.Value).Span) : [],
            Hooks = hooks,
            HookGradients = gradients,
        }, sum);
        return sum;
    }
}
