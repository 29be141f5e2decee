namespace SaliencyPS.Cli.Output;

/// <summary>The built-in network or an imported one as JSON.</summary>
internal sealed record NetworkLine(string Name, string Path, long Length, bool IsDefault, bool IsBuiltIn);
