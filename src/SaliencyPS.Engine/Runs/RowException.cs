namespace SaliencyPS.Runs;

/// <summary>A result in a part is not as results are; the message says what is wrong with it.</summary>
internal sealed class RowException(string message) : Exception(message);
