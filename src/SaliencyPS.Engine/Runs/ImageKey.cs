using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SaliencyPS.Runs;

/// <summary>
/// What an image is called in all that is shared between machines: its path below a root folder, with <c>/</c> between names. It
/// does not depend on where the folder is, nor on the machine.
/// </summary>
internal static class ImageKey
{
    /// <summary>The key of a file; its full path where it is not below the root.</summary>
    /// <param name="root">The root folder.</param>
    /// <param name="path">The file.</param>
    public static string Of(string root, string path)
    {
        var below = Path.GetRelativePath(root, path);
        var outside = Path.IsPathRooted(below) || below == ".." || below.StartsWith($"..{Path.DirectorySeparatorChar}",
            StringComparison.Ordinal);
        if (outside) below = Path.GetFullPath(path);
        return OperatingSystem.IsWindows() ? below.Replace('\\', '/') : below;
    }

    /// <summary>
    /// A number that depends on the key alone: the first 16 bytes of the SHA-256 of its UTF-8, most significant first.
    /// </summary>
    public static UInt128 Hash(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
