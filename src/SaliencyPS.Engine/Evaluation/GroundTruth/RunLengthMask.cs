namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>Pixels as run lengths down the columns, first of pixels that are not the object's, as COCO has them.</summary>
internal sealed class RunLengthMask : GroundTruthMask
{
    private readonly int[] _ends;
    private readonly int _width, _height;

    /// <summary>Wraps run lengths.</summary>
    /// <param name="width">Width of the image in pixels, at least 1.</param>
    /// <param name="height">Height of the image in pixels, at least 1.</param>
    /// <param name="runs">Lengths of runs outside and inside the object in turn, column by column from
    /// the left, each from the top.</param>
    /// <exception cref="ArgumentException">A side below 1, a negative length, or lengths that do not
    /// make width × height pixels.</exception>
    public RunLengthMask(int width, int height, IReadOnlyList<int> runs)
    {
        if (width < 1 || height < 1) throw new ArgumentException($"A mask of {width}×{height} pixels has no area.");
        (_width, _height, _ends) = (width, height, new int[runs.Count]);
        var end = 0L;
        for (var i = 0; i < _ends.Length; i++)
        {
            if (runs[i] < 0 || (end += runs[i]) > (long)width * height) throw Unfilled();
            _ends[i] = (int)end;
        }

        if (end != (long)width * height) throw Unfilled();

        ArgumentException Unfilled() => new($"The runs do not make {width}×{height} pixels.");
    }

    /// <inheritdoc/>
    public override (int Width, int Height)? Size => (_width, _height);

    /// <inheritdoc/>
    public override void Mark(int column, ReadOnlySpan<int> rows, Span<bool> inside)
    {
        for (var i = 0; i < rows.Length; i++) inside[i] |= this[column, rows[i]];
    }

    private bool this[int x, int y]
    {
        get
        {
            // The run that the pixel lies in is the first that ends behind it; of several that
            // end there all but the first are empty.
            var at = Array.BinarySearch(_ends, x * _height + y + 1);
            if (at < 0) at = ~at;
            else
                while (at > 0 && _ends[at - 1] == _ends[at]) at--;
            return (at & 1) != 0;
        }
    }
}
