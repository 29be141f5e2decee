namespace SaliencyPS.Runs;

/// <summary>A run cannot begin, or results do not go together; the message says why and what to do.</summary>
internal sealed class RunRefusedException(string message, Exception? inner = null) : Exception(message, inner);
