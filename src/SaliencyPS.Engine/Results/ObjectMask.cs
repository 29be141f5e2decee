using System.Text;

namespace SaliencyPS.Localization;

/// <summary>The pixels of one object, one bit each, in a mask as large as the image.</summary>
public sealed class ObjectMask
{
    private readonly Lazy<byte[]> _bits;

    /// <summary>Wraps packed bits; the mask owns the array from here on.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="bits">⌈width · height / 8⌉ bytes: pixel i (row-major from the top left) is bit i mod 8,
    /// lowest first, of byte i / 8.</param>
    /// <exception cref="ArgumentException">A side below 1, or an array of another length.</exception>
    public ObjectMask(int width, int height, byte[] bits)
    {
        ArgumentNullException.ThrowIfNull(bits);
        if (width < 1 || height < 1) throw new ArgumentException($"A mask of {width}×{height} pixels has no area.");
        if (bits.LongLength != ((long)width * height + 7) / 8)
            throw new ArgumentException(
                $"A mask of {width}×{height} pixels needs {((long)width * height + 7) / 8} bytes, not {bits.LongLength}.");
        (Width, Height, _bits) = (width, height, new(bits));
    }

    /// <summary>A mask whose bits are made when somebody first asks for them.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="bits">Packed as the public constructor takes them.</param>
    internal ObjectMask(int width, int height, Lazy<byte[]> bits) => (Width, Height, _bits) = (width, height, bits);

    /// <summary>Packs one value per pixel, row-major.</summary>
    /// <exception cref="ArgumentException">A side below 1, or another number of values than pixels.</exception>
    public static ObjectMask FromBools(int width, int height, ReadOnlySpan<bool> pixels)
    {
        if (pixels.Length != (long)width * height)
            throw new ArgumentException($"{width}×{height} pixels need {(long)width * height} values, not {pixels.Length}.",
                nameof(pixels));
        var bits = new byte[(pixels.Length + 7) / 8];
        for (var i = 0; i < pixels.Length; i++)
            if (pixels[i]) bits[i >> 3] |= (byte)(1 << (i & 7));
        return new ObjectMask(width, height, bits);
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>The packed bits, see the constructor.</summary>
    public byte[] Bits => _bits.Value;

    /// <summary>Whether a pixel belongs to the object.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The pixel lies outside the mask.</exception>
    public bool this[int x, int y]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)x, (uint)Width, nameof(x));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)Height, nameof(y));
            return Get((long)y * Width + x);
        }
    }

    /// <summary>One value per pixel, row-major: height × width.</summary>
    public bool[] ToBoolArray()
    {
        var pixels = new bool[Width * Height];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = Get(i);
        return pixels;
    }

    /// <summary>
    /// The pixels as COCO writes them, the text of its field counts: lengths of runs outside and inside the object in turn,
    /// column by column, six bits a character. With [Height, Width] as its field size this is a segmentation of COCO.
    /// </summary>
    public string ToRunLengths()
    {
        var runs = new List<int>();
        var (length, inside) = (0, false);
        for (var x = 0; x < Width; x++)
            for (var y = 0; y < Height; y++, length++)
                if (Get((long)y * Width + x) != inside)
                {
                    runs.Add(length);
                    (length, inside) = (0, !inside);
                }

        runs.Add(length);
        var text = new StringBuilder();
        for (var i = 0; i < runs.Count; i++)
        {
            // Five bits at a time, the lowest first; the sixth says that more follow.
            var (rest, more) = (i > 2 ? runs[i] - runs[i - 2] : runs[i], true);
            while (more)
            {
                var bits = rest & 31;
                rest >>= 5;
                more = (bits & 16) == 0 ? rest != 0 : rest != -1;
                text.Append((char)(48 + bits + (more ? 32 : 0)));
            }
        }

        return text.ToString();
    }

    private bool Get(long i) => (Bits[i >> 3] >> (int)(i & 7) & 1) != 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Width}×{Height} mask";
}
