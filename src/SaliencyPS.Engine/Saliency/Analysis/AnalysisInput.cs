using System.Security.Cryptography;
using SaliencyPS.Files;

namespace SaliencyPS.Saliency.Analysis;

/// <summary>An image to analyse.</summary>
/// <param name="Path">Its file, or what it is called where it is in none.</param>
/// <param name="Content">The bytes of one that is in no file; otherwise null.</param>
/// <param name="Source">Where they are to be read from; null where they are there, or the image has a file of its own.</param>
internal readonly record struct AnalysisInput(string Path, byte[]? Content = null, ContentSource? Source = null)
{
    /// <summary>An image that is in no file, called by the first digits of its SHA-256: no two of them have one name.</summary>
    public static AnalysisInput Of(byte[] content) =>
        new($"image-{Convert.ToHexStringLower(SHA256.HashData(content))[..12]}", content);

    /// <summary>Reads the bytes of one that has no file of its own; null for one that has.</summary>
    /// <param name="token">Stops it.</param>
    public byte[]? ReadContent(CancellationToken token) => Content ?? Source?.Read(token);

    /// <summary>Opens the image to look at its first bytes; null where that is not worth it.</summary>
    public Stream? Open() => Content is not null ? new MemoryStream(Content) : Source is not null ? Source.Open()
        : PlainFile.Open(Path);
}
