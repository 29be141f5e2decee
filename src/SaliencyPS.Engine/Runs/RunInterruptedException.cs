namespace SaliencyPS.Runs;

/// <summary>A run cannot go on: its results cannot be written, or its images are gone. What is done is kept.</summary>
internal sealed class RunInterruptedException(string message, Exception? inner = null) : IOException(message, inner);
