using SaliencyPS.Evaluation.Faithfulness;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.Faithfulness;

/// <summary>Figures worked out by hand.</summary>
public sealed class MapConcentrationTests
{
    [Theory]
    [InlineData(new float[] { 0, 0, 1, 0 }, 0.75)]
    [InlineData(new float[] { 5, 5, 5, 5 }, 0)]
    [InlineData(new float[] { 0, 0, 0, 0 }, 0)]
    [InlineData(new float[] { 3, 1, 4, 2 }, 0.25)]
    [InlineData(new float[] { 30, 10, 40, 20 }, 0.25)]
    public void Gini_index(float[] map, double expected) => Assert.Equal(expected, MapConcentration.Gini(map), 1e-12);

    [Theory]
    [InlineData(new float[] { 0, 0, 7, 0 }, 0)]
    [InlineData(new float[] { 5, 5, 5, 5 }, 1.3862943611198906)] // ln 4
    [InlineData(new float[] { 0, 0, 0, 0 }, 1.3862943611198906)]
    [InlineData(new float[] { 1, 2, 0, 1 }, 1.0397207708399179)] // 1.5 ln 2
    public void Entropy(float[] map, double expected) => Assert.Equal(expected, MapConcentration.Entropy(map), 1e-12);
}
