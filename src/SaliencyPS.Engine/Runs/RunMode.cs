namespace SaliencyPS.Runs;

/// <summary>How a run goes on from what is there.</summary>
/// <param name="Resume">Whether it goes on; otherwise nothing may be there.</param>
/// <param name="RetryFailed">Whether images that failed are tried again.</param>
/// <param name="ByContent">Whether it is the bytes of a file that tell whether it has changed, not size and time.</param>
internal sealed record RunMode(bool Resume = false, bool RetryFailed = false, bool ByContent = false);
