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
    [InlineData("module.a.weight,b.weight", "b.weight,module.a.weight")]
    [InlineData("features.0.weight,features.1.weight", "features.0.weight,features.1.weight")]
    public void Drops_a_wrapper_that_all_names_share(string names, string expected) =>
        Assert.Equal(expected.Split(','), Create([.. names.Split(',')]).Tensors.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_missing_tensor_is_named() =>
        Assert.Equal("Tensor 'b': The tensor is missing. Expected 2×3, found no such name.",
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

    private static StateDict Create(params string[] names) =>
        new(names.Select(n => KeyValuePair.Create(n, new WeightTensor([2, 3], () => new float[6]))));
}
