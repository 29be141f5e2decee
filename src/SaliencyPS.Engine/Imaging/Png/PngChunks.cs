using System.Buffers.Binary;

namespace SaliencyPS.Imaging.Png;

/// <summary>
/// Walks the chunks of a PNG (section 5 of the specification), checking lengths and CRCs. What an image can do without is passed
/// over where its CRC is wrong.
/// </summary>
internal ref struct PngChunks(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position = 8;

    /// <summary>Four letters, big-endian.</summary>
    public uint Type { get; private set; }

    /// <summary>Where the current chunk's data begin.</summary>
    public int Start { get; private set; }

    /// <summary>Length of the current chunk's data.</summary>
    public int Length { get; private set; }

    /// <summary>The current chunk's data.</summary>
    public readonly ReadOnlySpan<byte> Data => _data.Slice(Start, Length);

    /// <summary>The current chunk's type as text, for messages.</summary>
    public readonly string Name => string.Create(4, Type, (name, type) =>
    {
        for (var i = 0; i < 4; i++) name[i] = (char)((type >> (24 - 8 * i)) & 127);
    });

    /// <summary>What was passed over; null where nothing was.</summary>
    public string? Warning { get; private set; }

    /// <summary>Whether the image cannot be shown without the current chunk.</summary>
    public readonly bool IsCritical => (Type & 0x20000000) == 0;

    /// <summary>A chunk type as the number that <see cref="Type"/> holds.</summary>
    public static uint TypeOf(ReadOnlySpan<byte> name) => BinaryPrimitives.ReadUInt32BigEndian(name);

    /// <summary>Moves to the next chunk.</summary>
    /// <exception cref="ImageFormatException">The data end within it, or the CRC of a critical one is wrong.</exception>
    public void MoveNext()
    {
        while (!TryMoveNext()) Warning ??= $"PNG: chunk {Name} is damaged (wrong CRC) and was passed over.";
    }

    private bool TryMoveNext()
    {
        var rest = _data[_position..];
        if (rest.Length < 12) throw new ImageFormatException("PNG: truncated: the end chunk is missing.");
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        Type = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
        if (length > rest.Length - 12)
            throw new ImageFormatException(
                $"PNG: truncated in chunk {Name}: it claims {length} bytes, {rest.Length - 12} are left.");
        (Start, Length) = (_position + 8, (int)length);
        _position += Length + 12;
        if (Crc32.Compute(rest.Slice(4, Length + 4)) == BinaryPrimitives.ReadUInt32BigEndian(rest[(Length + 8)..])) return true;
        return IsCritical ? throw new ImageFormatException($"PNG: chunk {Name} is damaged (wrong CRC).") : false;
    }
}
