namespace SaliencyPS.Cli.Output;

/// <summary>One imported network as JSON.</summary>
internal sealed record NetworkLine(string Name, string Path, long Length);
