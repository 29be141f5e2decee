using SaliencyPS.Networks.Formats;
#if TORCHSHARP
using SaliencyPS.Benchmarks.Torch;
#endif

namespace SaliencyPS.Benchmarks.Tokens;

/// <summary>The other program that token networks are held against: libtorch, in builds with <c>-p:TorchSharp=true</c>.</summary>
internal static class TokenReferences
{
#if TORCHSHARP
    /// <summary>Which one it is and its version, or why there is none.</summary>
    public static string Description => TorchLibrary.Description;

    /// <summary>A network in it; null where it could not be loaded.</summary>
    public static ITokenReference? Create(string name, IReadOnlyDictionary<string, WeightTensor> weights, float[] input) =>
        !TorchLibrary.IsLoaded ? null
            : name.StartsWith("vit_", StringComparison.Ordinal) ? new TorchVisionTransformer(weights, input)
            : name.StartsWith("convnext_", StringComparison.Ordinal) ? new TorchConvNeXt(weights, input)
            : throw new ArgumentException($"Nothing computes '{name}' with libtorch.", nameof(name));
#else
    /// <summary>Which one it is and its version, or why there is none.</summary>
    public static string Description => "libtorch not in this build, which needs -p:TorchSharp=true";

    /// <summary>A network in it; null, as it is not in this build.</summary>
    public static ITokenReference? Create(string name, IReadOnlyDictionary<string, WeightTensor> weights, float[] input) => null;
#endif
}
