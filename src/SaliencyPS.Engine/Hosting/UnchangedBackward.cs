namespace SaliencyPS.Hosting;

/// <summary>
/// The signal passes as it is to the first input that has the result's shape; further inputs, such as gates, get zeros.
/// </summary>
internal sealed record UnchangedBackward : BackwardRule;
