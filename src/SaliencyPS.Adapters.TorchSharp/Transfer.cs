using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp;

/// <summary>Brings numbers to a device and back.</summary>
internal static class Transfer
{
    /// <summary>A tensor of these numbers.</summary>
    public static Tensor ToDevice(Memory<float> from, long[] sizes, Device device)
    {
        using var host = tensor(from, sizes);
        return host.to(device, copy: true);
    }

    /// <summary>The numbers of a tensor.</summary>
    public static void FromDevice(Tensor from, Span<float> to)
    {
        using var scope = NewDisposeScope();
        from.contiguous().cpu().data<float>().CopyTo(to);
    }
}
