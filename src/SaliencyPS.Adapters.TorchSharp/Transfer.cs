using TorchSharp;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp;

/// <summary>Brings numbers to a device and back.</summary>
internal static class Transfer
{
    /// <summary>A tensor of these numbers.</summary>
    public static Tensor ToDevice(Memory<float> from, long[] sizes, Device device)
    {
        using var host = tensor(from, sizes);
        if (device.type != DeviceType.CUDA) return host.to(device, copy: true);
        // From memory that stays where it is the device copies by itself, while this thread goes on.
        using var pinned = host.pin_memory();
        return pinned.to(device, non_blocking: true);
    }

    /// <summary>The numbers of a tensor.</summary>
    public static void FromDevice(Tensor from, Span<float> to)
    {
        using var scope = NewDisposeScope();
        from.contiguous().cpu().data<float>().CopyTo(to);
    }
}
