namespace SaliencyPS.Benchmarks.Measuring;

/// <summary>Another program failed.</summary>
internal sealed class ChildProcessException(string message) : Exception(message);
