using System.IO.Compression;
using SaliencyPS.Hosting;
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
