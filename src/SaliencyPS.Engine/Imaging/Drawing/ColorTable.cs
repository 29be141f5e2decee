namespace SaliencyPS.Imaging.Drawing;

/// <summary>The 256 colors of each <see cref="ColorMap"/>.</summary>
internal static class ColorTable
{
    // Every 15th color of the published tables (Viridis and Inferno: CC0; Turbo: Apache 2.0); a Catmull-Rom spline through them
    // is within 3 levels of the rest.
    private static readonly uint[] Viridis =
    [
        0x440154, 0x481769, 0x472A7A, 0x433D84, 0x3D4E8A, 0x355E8D, 0x2E6D8E, 0x297B8E, 0x23898E,
        0x1F978B, 0x21A585, 0x2EB37C, 0x46C06F, 0x65CB5E, 0x89D548, 0xB0DD2F, 0xD8E219, 0xFDE725,
    ];

    private static readonly uint[] Inferno =
    [
        0x000004, 0x0A0722, 0x1E0C45, 0x380962, 0x510E6C, 0x69166E, 0x801F6C, 0x982766, 0xB0315B,
        0xC63D4D, 0xD94D3D, 0xE9612B, 0xF47918, 0xFA9407, 0xFCB014, 0xF8CD37, 0xF2EA69, 0xFCFFA4,
    ];

    private static readonly uint[] Turbo =
    [
        0x30123B, 0x3F3E9C, 0x4666DD, 0x458CFD, 0x2FB2F4, 0x1AD4D0, 0x22EBAA, 0x52FA7A, 0x8BFF4B,
        0xB7F735, 0xDBE236, 0xF5C53A, 0xFEA130, 0xF9751D, 0xE84B0C, 0xCE2D04, 0xA91601, 0x7A0403,
    ];

    private static readonly byte[][] Tables =
        [Interpolate(Viridis), Interpolate(Inferno), Interpolate(Turbo), Interpolate([0x000000, 0xFFFFFF])];

    /// <summary>The colors of a map.</summary>
    /// <param name="map">The map.</param>
    /// <returns>256 × 3 bytes, R G B from the lowest to the highest number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such map.</exception>
    public static ReadOnlySpan<byte> For(ColorMap map) =>
        Enum.IsDefined(map) ? Tables[(int)map]
        : throw new ArgumentOutOfRangeException(nameof(map), map, "There is no such color map.");

    private static byte[] Interpolate(uint[] points)
    {
        var table = new byte[256 * 3];
        var step = 255 / (points.Length - 1);
        for (var i = 0; i < table.Length; i++)
        {
            var left = Math.Min(i / 3 / step, points.Length - 2);
            var t = (double)(i / 3 - left * step) / step;
            var (b, c) = (Point(left), Point(left + 1));
            var a = left > 0 ? Point(left - 1) : 2 * b - c;
            var d = left + 2 < points.Length ? Point(left + 2) : 2 * c - b;
            var value = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
            table[i] = (byte)Math.Clamp(Math.Round(value), 0, 255);

            double Point(int index) => (points[index] >> (16 - 8 * (i % 3))) & 255;
        }

        return table;
    }
}
