namespace SaliencyPS.Imaging.Png;

/// <summary>The five row filters of PNG (section 9), both ways.</summary>
internal static class RowFilter
{
    /// <summary>Restores a row in place.</summary>
    /// <param name="kind">The filter.</param>
    /// <param name="row">The filtered bytes.</param>
    /// <param name="above">The restored row above, of the same length; zeros for the first.</param>
    /// <param name="pixelBytes">Distance to the pixel on the left.</param>
    public static void Undo(RowFilterKind kind, Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        if (kind == RowFilterKind.None) return;
        for (var i = 0; i < row.Length; i++)
        {
            var (left, corner) = i < pixelBytes ? (0, 0) : (row[i - pixelBytes], above[i - pixelBytes]);
            row[i] += (byte)Predict(kind, left, above[i], corner);
        }
    }

    /// <summary>Filters a row.</summary>
    /// <param name="kind">The filter.</param>
    /// <param name="row">The row.</param>
    /// <param name="above">The row above, of the same length; zeros for the first.</param>
    /// <param name="pixelBytes">Distance to the pixel on the left.</param>
    /// <param name="filtered">The result, of the same length.</param>
    public static void Apply(
        RowFilterKind kind, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixelBytes, Span<byte> filtered)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var (left, corner) = i < pixelBytes ? (0, 0) : (row[i - pixelBytes], above[i - pixelBytes]);
            filtered[i] = (byte)(row[i] - Predict(kind, left, above[i], corner));
        }
    }

    private static int Predict(RowFilterKind kind, int left, int up, int corner) => kind switch
    {
        RowFilterKind.Sub => left,
        RowFilterKind.Up => up,
        RowFilterKind.Average => (left + up) / 2,
        RowFilterKind.Paeth => Paeth(left, up, corner),
        _ => 0,
    };

    private static int Paeth(int left, int up, int corner)
    {
        var (toLeft, toUp, toCorner) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - 2 * corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
