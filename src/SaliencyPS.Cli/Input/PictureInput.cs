namespace SaliencyPS.Cli.Input;

/// <summary>A picture's file, or a path that led to none.</summary>
/// <param name="Path">The file or path.</param>
/// <param name="Fault">Why there is no file; null where there is one.</param>
internal readonly record struct PictureInput(string Path, string? Fault = null);
