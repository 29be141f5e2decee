namespace SaliencyPS.Localization.Regions;

/// <summary>Holes of a mask: what it surrounds.</summary>
internal static class Holes
{
    /// <summary>
    /// Sets the pixels from which the border of the image cannot be reached without crossing the mask; the mask's extent stays.
    /// Where a mask holds together at corners, what is outside it does not, and the other way round. O(pixels).
    /// </summary>
    /// <param name="mask">height × width, row-major.</param>
    /// <param name="width">Length of a row, at least 1; divides the number of pixels.</param>
    /// <param name="connectivity">Which pixels of the mask are neighbors.</param>
    /// <returns>How many pixels were set.</returns>
    public static int Fill(Span<bool> mask, int width, Connectivity connectivity)
    {
        // What is outside a mask holds together the other way round.
        var outsideAtCorners = connectivity switch
        {
            Connectivity.Four => true,
            Connectivity.Eight => false,
            _ => throw new ArgumentOutOfRangeException(nameof(connectivity), connectivity, null),
        };
        var height = mask.Length / width;
        var (outside, open) = (new bool[mask.Length], new Stack<int>());
        for (var i = 0; i < mask.Length; i++)
            if (i % width == 0 || i % width == width - 1 || i < width || i >= mask.Length - width) Enter(mask, i, outside, open);

        while (open.TryPop(out var pixel))
        {
            var (x, y) = (pixel % width, pixel / width);
            for (var v = Math.Max(0, y - 1); v <= Math.Min(height - 1, y + 1); v++)
                for (var u = Math.Max(0, x - 1); u <= Math.Min(width - 1, x + 1); u++)
                    if (outsideAtCorners || u == x || v == y) Enter(mask, v * width + u, outside, open);
        }

        var filled = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] || outside[i]) continue;
            mask[i] = true;
            filled++;
        }

        return filled;
    }

    /// <summary>Fills each component alone. One in a hole of a larger one belongs to that and is left out.</summary>
    /// <param name="components">Components of one image, the largest first.</param>
    /// <param name="width">Length of a row.</param>
    /// <param name="connectivity">The connectivity by which the components were found.</param>
    public static IEnumerable<ConnectedComponent> Fill(IEnumerable<ConnectedComponent> components,
        int width, Connectivity connectivity)
    {
        var taken = new HashSet<int>();
        foreach (var component in components)
        {
            var first = component.Runs.Span[0];
            if (taken.Contains(first.Row * width + first.Start)) continue;
            var filled = component.WithoutHoles(connectivity);
            if (filled != component)
                foreach (var run in filled.Runs.ToArray())
                    for (var x = run.Start; x < run.End; x++) taken.Add(run.Row * width + x);
            yield return filled;
        }
    }

    private static void Enter(ReadOnlySpan<bool> mask, int pixel, bool[] outside, Stack<int> open)
    {
        if (mask[pixel] || outside[pixel]) return;
        outside[pixel] = true;
        open.Push(pixel);
    }
}
