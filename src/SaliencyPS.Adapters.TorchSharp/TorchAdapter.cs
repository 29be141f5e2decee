using System.Collections.Immutable;
using SaliencyPS.Adapters;
using SaliencyPS.Hosting;
using TorchSharp;

[assembly: Adapter(typeof(SaliencyPS.Adapters.TorchSharp.TorchAdapter))]

namespace SaliencyPS.Adapters.TorchSharp;

/// <summary>libtorch on every device that it finds.</summary>
internal sealed class TorchAdapter : IEngineAdapter
{
    private readonly Lazy<ImmutableArray<IComputeEngine>> _engines = new(() =>
    [
        .. Enumerable.Range(0, torch.cuda.is_available() ? torch.cuda.device_count() : 0)
            .Select(index => new TorchEngine(new torch.Device(DeviceType.CUDA, index))),
        new TorchEngine(torch.CPU),
    ]);

    /// <inheritdoc/>
    public ImmutableArray<IComputeEngine> Engines => _engines.Value;

    /// <inheritdoc/>
    public void Probe()
    {
        using var scope = torch.NewDisposeScope();
        torch.ones(1);
    }
}
