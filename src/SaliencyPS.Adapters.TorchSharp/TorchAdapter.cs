using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SaliencyPS.Adapters;
using SaliencyPS.Hosting;
using SaliencyPS.Networks.Formats.Torch;
using TorchSharp;

[assembly: Adapter(typeof(SaliencyPS.Adapters.TorchSharp.TorchAdapter))]

namespace SaliencyPS.Adapters.TorchSharp;

/// <summary>libtorch on every device that it finds.</summary>
internal sealed class TorchAdapter : IEngineAdapter
{
    private readonly Lazy<ImmutableArray<IComputeEngine>> _engines = new(() =>
    {
        ImmutableArray<IComputeEngine> cards =
        [
            .. Enumerable.Range(0, torch.cuda.is_available() ? torch.cuda.device_count() : 0)
                .Select(index => new TorchEngine(new torch.Device(DeviceType.CUDA, index))),
        ];
        IComputeEngine[] all = cards.Length > 1 ? [new SpreadEngine("Torch cuda", "cuda", cards)] : [];
        return [.. all, .. cards, new TorchEngine(torch.CPU)];
    });

    /// <inheritdoc/>
    public ImmutableArray<IComputeEngine> Engines => _engines.Value;

    /// <inheritdoc/>
    public ImmutableArray<SaliencyEngine> Missing => Engines.Length > 1 ? [] :
    [
        new()
        {
            Name = "Torch cuda", Version = torch.__version__, Device = null, Description = "libtorch on GPUs of NVIDIA",
            Reason = $"libtorch {torch.__version__} finds no GPU of NVIDIA that it can use. What was installed is for "
                + $"processors; {OtherLibTorch.FolderVariable} names the folder of a libtorch for GPUs, such as that of "
                + $"the package {(OperatingSystem.IsWindows() ? "TorchSharp-cuda-windows" : "TorchSharp-cuda-linux")} 0.107.0.",
        },
    ];

    /// <inheritdoc/>
    public ScriptReader? ScriptReader => TorchScriptReader.Read;

    /// <inheritdoc/>
    public void Probe()
    {
        OtherLibTorch.Load();
        // TorchSharp itself would look elsewhere, in the user's cache of packages, and then speak of a missing package.
        NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, null);
        using var scope = torch.NewDisposeScope();
        torch.ones(1);
    }
}
