using SaliencyPS.Networks;
using SaliencyPS.Networks.Formats;
#if TORCHSHARP
using SaliencyPS.Benchmarks.Torch;
#endif

namespace SaliencyPS.Benchmarks.Networks;

/// <summary>
/// The library that networks are held against in this process: libtorch, in builds with <c>-p:Peers=true</c>.
/// </summary>
internal static class NetworkReferences
{
#if TORCHSHARP
    /// <summary>Which one it is and its version, or why there is none.</summary>
    public static string Description => TorchLibrary.Description;

    /// <summary>Whether there is one.</summary>
    public static bool IsLoaded => TorchLibrary.IsLoaded;

    /// <summary>A network in it, layer by layer; null where it could not be loaded.</summary>
    public static INetworkReference? Create(Network network) => IsLoaded ? new TorchGraph(network) : null;

    /// <summary>A network of tokens in it, as timm computes it; null where it could not be loaded.</summary>
    public static INetworkReference? Create(string name, IReadOnlyDictionary<string, WeightTensor> weights) =>
        !IsLoaded ? null
            : name.StartsWith("vit_", StringComparison.Ordinal) ? new TorchVisionTransformer(weights)
            : name.StartsWith("convnext_", StringComparison.Ordinal) ? new TorchConvNeXt(weights)
            : throw new ArgumentException($"Nothing computes '{name}' with libtorch.", nameof(name));
#else
    /// <summary>Which one it is and its version, or why there is none.</summary>
    public static string Description => "libtorch not in this build, which needs -p:Peers=true";

    /// <summary>Whether there is one; not in this build.</summary>
    public static bool IsLoaded => false;

    /// <summary>A network in it; null, as it is not in this build.</summary>
    public static INetworkReference? Create(Network network) => null;

    /// <summary>A network of tokens in it; null, as it is not in this build.</summary>
    public static INetworkReference? Create(string name, IReadOnlyDictionary<string, WeightTensor> weights) => null;
#endif
}
