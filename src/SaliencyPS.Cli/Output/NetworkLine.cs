namespace SaliencyPS.Cli.Output;

/// <summary>One network that has a name as JSON.</summary>
internal sealed record NetworkLine(string Name, string Path, long Length, bool IsDefault);
