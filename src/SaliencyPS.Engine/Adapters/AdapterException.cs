namespace SaliencyPS.Adapters;

/// <summary>A library cannot be used here.</summary>
/// <param name="message">Says which one, why, and what to do.</param>
/// <param name="inner">What was thrown when it was tried.</param>
internal sealed class AdapterException(string message, Exception? inner = null) : Exception(message, inner);
