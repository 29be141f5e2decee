namespace SaliencyPS.Reporting.Kept;

/// <summary>By what the images of a report are chosen.</summary>
internal enum ReportSelectionKind
{
    /// <summary>All are shown.</summary>
    All,

    /// <summary>
    /// Those that a person should look at: the best class has a probability below one half, there is no class, or the network
    /// knows no such images.
    /// </summary>
    Doubtful,

    /// <summary>Those that failed, or have not all of their results.</summary>
    Failed,

    /// <summary>Some, by chance, but the same ones every time.</summary>
    Sample,
}
