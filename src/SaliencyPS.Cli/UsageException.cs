namespace SaliencyPS.Cli;

/// <summary>The program was asked for something it cannot start on; the message is one line for the user.</summary>
internal sealed class UsageException(string message) : Exception(message);
