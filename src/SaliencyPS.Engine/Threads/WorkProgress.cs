namespace SaliencyPS.Threads;

/// <summary>
/// How far a piece of work is: the one kind of progress that the engine reports, as <see cref="IProgress{T}"/> of it.
/// </summary>
/// <param name="Done">What is done, in the work's own unit: passes, steps, bytes.</param>
/// <param name="Total">What is to be done, in the same unit; null where that is not known.</param>
/// <param name="Score">The score reached so far, for work that climbs one; null for other work.</param>
internal readonly record struct WorkProgress(double Done, double? Total, double? Score = null)
{
    /// <summary>The share that is done, 0 … 1; null where the total is not known.</summary>
    public double? Share => Total > 0 ? Done / Total : null;
}
