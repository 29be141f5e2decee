using System.Runtime.InteropServices;

namespace SaliencyPS.Adapters.TorchSharp;

/// <summary>The memory of a GPU, of which TorchSharp tells nothing: asked of the driver.</summary>
internal static class CudaMemory
{
    // By this name on Linux; on Windows it is nvcuda.
    private const string Driver = "libcuda.so.1";

    static CudaMemory() => NativeLibrary.SetDllImportResolver(typeof(CudaMemory).Assembly, (name, assembly, path) =>
        name == Driver && OperatingSystem.IsWindows() ? NativeLibrary.Load("nvcuda", assembly, path) : 0);

    /// <summary>Free and all bytes of a device; null where the driver does not say.</summary>
    /// <param name="index">The device, as libtorch counts.</param>
    public static (long Free, long Total)? Of(int index)
    {
        try
        {
            // The context is the one that libtorch computes in.
            if (Start(0) != 0 || Device(out var device, index) != 0 || Retain(out var context, device) != 0) return null;
            try
            {
                if (Push(context) != 0) return null;
                var fault = Information(out var free, out var total);
                return Pop(out _) == 0 && fault == 0 ? ((long)free, (long)total) : null;
            }
            finally
            {
                _ = Release(device);
            }
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    [DllImport(Driver, EntryPoint = "cuInit")]
    private static extern int Start(uint flags);

    [DllImport(Driver, EntryPoint = "cuDeviceGet")]
    private static extern int Device(out int device, int index);

    [DllImport(Driver, EntryPoint = "cuDevicePrimaryCtxRetain")]
    private static extern int Retain(out nint context, int device);

    [DllImport(Driver, EntryPoint = "cuDevicePrimaryCtxRelease_v2")]
    private static extern int Release(int device);

    [DllImport(Driver, EntryPoint = "cuCtxPushCurrent_v2")]
    private static extern int Push(nint context);

    [DllImport(Driver, EntryPoint = "cuCtxPopCurrent_v2")]
    private static extern int Pop(out nint context);

    [DllImport(Driver, EntryPoint = "cuMemGetInfo_v2")]
    private static extern int Information(out nuint free, out nuint total);
}
