namespace SaliencyPS.Benchmarks.Reporting;

/// <summary>Something the engine set out to reach.</summary>
/// <param name="Key">Names it in NOTES.md.</param>
/// <param name="What">What is measured.</param>
/// <param name="Wanted">What it should be.</param>
/// <param name="Measured">What it is.</param>
/// <param name="Met">Whether that is enough; null where it could not be told.</param>
internal sealed record Target(string Key, string What, string Wanted, string Measured, bool? Met);
