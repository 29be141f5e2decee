using System.Security.Cryptography;

namespace SaliencyPS.Saliency.Analysis;

/// <summary>An image to analyse.</summary>
/// <param name="Path">Its file, or what it is called where it is in none.</param>
/// <param name="Content">The bytes of one that is in no file; otherwise null.</param>
internal readonly record struct AnalysisInput(string Path, byte[]? Content = null)
{
    /// <summary>An image that is in no file, called by the first digits of its SHA-256: no two of them have one name.</summary>
    public static AnalysisInput Of(byte[] content) =>
        new($"image-{Convert.ToHexStringLower(SHA256.HashData(content))[..12]}", content);
}
