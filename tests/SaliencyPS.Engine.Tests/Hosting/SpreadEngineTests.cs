using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using Xunit;

namespace SaliencyPS.Tests.Hosting;

/// <summary>Several devices of a kind as one engine.</summary>
public sealed class SpreadEngineTests
{
    [Fact]
    public void Workers_are_spread_over_the_devices_in_turn()
    {
        Card[] cards = [new(0, free: 5, canRound: true), new(1, free: 3, canRound: true), new(2, free: 4, canRound: true)];
        var all = new SpreadEngine("Torch cuda", "cuda", [.. cards]);
        for (var i = 0; i < 7; i++) all.CreateExecutor(TestNetworks.Small(1), new());
        Assert.Equal([3, 2, 2], cards.Select(card => card.Made));
        Assert.Equal(["cuda"], all.Capabilities.Devices);
        Assert.Equal(3, all.FreeMemory);
        var described = all.Describe();
        Assert.Equal(("Torch cuda", "cuda:0, cuda:1, cuda:2", 30), (described.Name, described.Device, described.Memory));
    }

    [Fact]
    public void A_precision_is_that_of_all_or_of_none()
    {
        IComputeEngine[] both = [new Card(0, 1, canRound: true), new Card(1, 1, canRound: true)];
        Assert.NotNull(new SpreadEngine("Torch cuda", "cuda", [.. both]).With(Precision.TF32));
        Assert.Null(new SpreadEngine("Torch cuda", "cuda", [both[0], new Card(1, 1, canRound: false)]).With(Precision.TF32));
    }

    private sealed class Card(int index, long free, bool canRound) : IPrecisionEngine
    {
        public int Made { get; private set; }

        public EngineCapabilities Capabilities { get; } =
            ComputeEngines.Default.Capabilities with { Devices = [$"cuda:{index}"] };

        public long? FreeMemory => free;

        public SaliencyEngine Describe() =>
            ComputeEngines.Default.Describe() with { Device = $"cuda:{index}", Memory = 10 };

        public IComputeEngine? With(Precision precision) => canRound ? this : null;

        public long Bytes(Network network, ExecutionPlan plan) => ComputeEngines.Default.Bytes(network, plan);

        public IExecutor CreateExecutor(Network network, ExecutionPlan plan)
        {
            Made++;
            return ComputeEngines.Default.CreateExecutor(network, plan);
        }
    }
}
