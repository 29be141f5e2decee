using System.Runtime.InteropServices;

namespace SaliencyPS.Adapters.TorchSharp;

/// <summary>
/// The libraries of another libtorch, such as those of Python's PyTorch with CUDA, in place of those that were installed. They
/// must be loaded first: TorchSharp's own then finds them by their names.
/// </summary>
internal static class OtherLibTorch
{
    /// <summary>Environment variable with their folder, such as site-packages/torch/lib.</summary>
    public const string FolderVariable = "SALIENCYPS_LIBTORCH";

    // Each needs those before it; what is for CUDA is not in every libtorch.
    private static readonly (string Name, bool IsOptional)[] Libraries =
        [("c10", false), ("torch_cpu", false), ("c10_cuda", true), ("torch_cuda", true), ("torch", false)];

    /// <summary>Loads them where the variable is set.</summary>
    /// <exception cref="DllNotFoundException">One is not in the folder, or cannot be loaded.</exception>
    public static void Load()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder) return;
        foreach (var (name, isOptional) in Libraries)
        {
            var path = Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.dll"
                : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so");
            if (File.Exists(path)) NativeLibrary.Load(path);
            else if (!isOptional)
                throw new DllNotFoundException($"{FolderVariable} names a folder without libtorch: there is no '{path}'.");
        }
    }
}
