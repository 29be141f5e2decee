namespace SaliencyPS.Inputs;

/// <summary>An image's file, or a path that led to none.</summary>
/// <param name="Path">The file or path.</param>
/// <param name="Fault">Why there is no file; null where there is one.</param>
internal readonly record struct ImageInput(string Path, Exception? Fault = null);
