namespace SaliencyPS.Runs;

/// <summary>A run cannot go on: its results cannot be written, or they or its images are gone.</summary>
internal sealed class RunInterruptedException(string message, Exception? inner = null) : IOException(message, inner);
