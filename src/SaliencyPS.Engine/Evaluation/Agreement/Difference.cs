namespace SaliencyPS.Evaluation.Agreement;

/// <summary>How far numbers are from what they should be; sums of several are those of all the numbers together.</summary>
/// <param name="Squares">Σ (ours − theirs)².</param>
/// <param name="Norm">Σ theirs².</param>
/// <param name="Largest">Largest |ours − theirs|.</param>
internal readonly record struct Difference(double Squares, double Norm, double Largest)
{
    /// <summary>‖ours − theirs‖ / ‖theirs‖; 0 where both are 0, infinite where only theirs are.</summary>
    public double Relative => Squares == 0 ? 0 : Math.Sqrt(Squares / Norm);

    /// <summary>Compares.</summary>
    public static Difference Of(ReadOnlySpan<double> ours, ReadOnlySpan<float> theirs)
    {
        double squares = 0, norm = 0, largest = 0;
        for (var i = 0; i < ours.Length; i++)
        {
            var difference = ours[i] - theirs[i];
            squares += difference * difference;
            norm += (double)theirs[i] * theirs[i];
            largest = Math.Max(largest, Math.Abs(difference));
        }

        return new(squares, norm, largest);
    }

    /// <summary>Both together.</summary>
    public static Difference operator +(Difference a, Difference b) =>
        new(a.Squares + b.Squares, a.Norm + b.Norm, Math.Max(a.Largest, b.Largest));
}
