using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Layers;
using Xunit;

namespace SaliencyPS.Tests.Networks.Formats;

public sealed class StateDictTests
{
    [Theory]
    [InlineData("a.weight,b.weight", "a.weight,b.weight")]
    [InlineData("module.a.weight,module.b.weight", "a.weight,b.weight")]
    [InlineData("module.model.a.weight,module.model.b.weight", "a.weight,b.weight")]
    [InlineData("model.a.weight,b.weight", "b.weight,model.a.weight")]
    [InlineData("model.net.a.weight,model.net.b.weight", "a.weight,b.weight")]
    [InlineData("features.0.weight,features.1.weight", "features.0.weight,features.1.weight")]
    public void Drops_a_wrapper_that_all_names_share(string names, string expected) => Becomes(names, expected);

    [Theory]
    [InlineData("module.a.weight,b.weight", "a.weight,b.weight")]
    [InlineData("a.module.0.weight,b.weight", "a.0.weight,b.weight")]
    [InlineData("_orig_mod.module.a.weight,_orig_mod.module.b.weight", "a.weight,b.weight")]
    [InlineData("model._orig_mod.a.weight,model.b._orig_mod.weight", "a.weight,b.weight")]
    [InlineData("a._fsdp_wrapped_module._checkpoint_wrapped_module.weight", "a.weight")]
    [InlineData("module.a.weight,a.weight", "a.weight,module.a.weight")] // they would become one
    public void Drops_what_PyTorch_inserts_anywhere(string names, string expected) => Becomes(names, expected);

    [Theory]
    [InlineData("n_averaged,module.a.weight", "a.weight,n_averaged")]
    [InlineData("model.a.weight,criterion.weight", "a.weight,criterion.weight")]
    [InlineData("net.a.weight,net.a.total_ops,total_ops,total_params", "a.total_ops,a.weight,total_ops,total_params")]
    [InlineData("model.a.weight,loss_fn.pos_weight,model.bn.num_batches_tracked",
        "a.weight,bn.num_batches_tracked,loss_fn.pos_weight")]
    public void Leftovers_of_training_need_not_share_a_wrapper(string names, string expected)
    {
        Becomes(names, expected);
        var weights = Create(names.Split(','));
        weights.Take("a.weight", 2, 3);
        weights.RequireAllTaken();
    }

    private static void Becomes(string names, string expected) =>
        Assert.Equal(expected.Split(','), Create([.. names.Split(',')]).Tensors.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_missing_tensor_is_named() =>
        Assert.Equal("Tensor 'b': The tensor is missing. Expected 2×3, found no such name among 1 tensor: 'a' (2×3).",
            Assert.Throws<NetworkFormatException>(() => Create("a").Take("b", 2, 3)).Message);

    [Fact]
    public void A_misshapen_tensor_is_named_with_both_shapes() =>
        Assert.Equal("Tensor 'a': The shape is wrong. Expected 3×2, found 2×3.",
            Assert.Throws<NetworkFormatException>(() => Create("a").Take("a", 3, 2)).Message);

    [Theory]
    [InlineData(float.NaN, "NaN"), InlineData(float.NegativeInfinity, "-Infinity")]
    public void A_value_that_is_not_finite_is_named_with_its_tensor(float value, string text)
    {
        var weights = new StateDict([new("a", new WeightTensor([2, 3], () => [0, 1, 2, value, 4, 5]))]);
        Assert.Equal("Tensor 'a': A weight is not finite: the file was damaged, or the training diverged. "
            + $"Expected finite numbers, found {text} as number 3 of 6.",
            Assert.Throws<NetworkFormatException>(() => weights.Take("a", 2, 3)).Message);
    }

    [Fact]
    public void Leftover_weights_are_named_but_counters_are_not()
    {
        var weights = Create("a", "b", "bn.num_batches_tracked");
        weights.Take("a", 2, 3);
        Assert.Contains("'b' (2×3)", Assert.Throws<NetworkFormatException>(weights.RequireAllTaken).Message);
        weights.Take("b", 2, 3);
        weights.RequireAllTaken();
    }

    [Theory]
    [InlineData("", "0 tensors")]
    [InlineData("a", "1 tensor: 'a' (2×3)")]
    [InlineData("a.0.weight,b.weight,a.1.weight,a.1.total_ops",
        "3 tensors: 'a.0.weight' (2×3) and 1 more in a, 'b.weight' (2×3)")]
    [InlineData("a,b,c,d,e,f", "6 tensors: 'a' (2×3), 'b' (2×3), 'c' (2×3), 'd' (2×3), and 2 parts more")]
    public void Messages_say_how_many_tensors_there_are_and_where(string names, string expected) =>
        Assert.Equal(expected, $"{Create(names.Split(',', StringSplitOptions.RemoveEmptyEntries))}");

    private static StateDict Create(params string[] names) =>
        new(names.Select(n => KeyValuePair.Create(n, new WeightTensor([2, 3], () => new float[6]))));
}
