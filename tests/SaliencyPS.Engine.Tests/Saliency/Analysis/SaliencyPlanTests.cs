using SaliencyPS.Networks;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using Xunit;

namespace SaliencyPS.Tests.Saliency.Analysis;

public sealed class SaliencyPlanTests
{
    private const long Held = 100 << 20;

    private static readonly Network Network = TestNetworks.Small(7) with
    {
        Preprocessing = new() { Mean = [0, 0, 0], Std = [1, 1, 1], Resize = 16 }
    };

    [Theory]
    [InlineData(SaliencyView.Whole, 1, 5)]
    [InlineData(SaliencyView.TenCrop, 10, 1)]
    public void With_room_there_is_a_worker_for_each_thread_and_a_pass_for_all_crops(SaliencyView view, int crops, int classes)
    {
        var plan = SaliencyPlan.For(Network, new SaliencyOptions { View = view, Threads = 3, MemoryLimit = long.MaxValue / 2 });
        Assert.Equal((3, crops, classes), (plan.Workers, plan.Crops, plan.Classes));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Workers_are_as_many_as_fit(int workers)
    {
        var options = new SaliencyOptions { Threads = 8 };
        var each = SaliencyPlan.For(Network, options).WorkerBytes;
        Assert.Equal(workers, SaliencyPlan.For(Network,
            options with { MemoryLimit = Held + SaliencyPlan.RuntimeBytes + workers * each + each / 2 }, Held).Workers);
    }

    [Theory]
    [InlineData(SaliencyView.Whole)]
    [InlineData(SaliencyView.TenCrop)]
    public void Less_memory_changes_no_byte(SaliencyView view)
    {
        var options = new SaliencyOptions { View = view, Threads = 2 };
        var (roomy, tight) = (SaliencyPlan.For(Network, options),
            SaliencyPlan.For(Network, options) with { Workers = 1, Crops = 1, Classes = 1 });
        var middle = tight with { Crops = view == SaliencyView.TenCrop ? 5 : 1, Classes = 2 };
        var expected = Analyze(roomy);
        foreach (var plan in new[] { middle, tight })
        {
            foreach (var (a, b) in expected.Zip(Analyze(plan)))
            {
                Assert.Equal((a.ClassIndex, a.Score, a.Bias), (b.ClassIndex, b.Score, b.Bias));
                Assert.Equal(a.Map.Grid, b.Map.Grid);
            }
        }

        ClassSaliency[] Analyze(SaliencyPlan plan) =>
            [.. new SaliencyAnalyzer(Network, options, plan).Analyze(SaliencyAnalyzerTests.Noise(31, 22), "p")];
    }

    [Fact]
    public void As_memory_gets_less_so_do_the_crops_of_a_pass_and_then_there_is_an_error()
    {
        var options = new SaliencyOptions { View = SaliencyView.TenCrop, Top = 5 };
        var plans = new List<SaliencyPlan> { SaliencyPlan.For(Network, options) };
        ArgumentException? error = null;
        while (error is null)
        {
            try
            {
                plans.Add(SaliencyPlan.For(Network,
                    options with { MemoryLimit = Held + SaliencyPlan.RuntimeBytes + plans[^1].WorkerBytes - 1 }, Held));
            }
            catch (ArgumentException e)
            {
                error = e;
            }
        }

        Assert.Equal([(10, 1), (5, 1), (1, 1)], plans.Select(plan => (plan.Crops, plan.Classes)));
        Assert.All(plans.Skip(1), plan => Assert.Equal(1, plan.Workers));
        Assert.Contains("'small 7' needs", error.Message);
    }
}
