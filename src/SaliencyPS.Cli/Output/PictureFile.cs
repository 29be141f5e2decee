namespace SaliencyPS.Cli.Output;

/// <summary>A picture to be written.</summary>
/// <param name="Suffix">What its file's name adds to that of the input: RANK.LABEL.KIND.png.</param>
/// <param name="Png">The encoded picture.</param>
internal sealed record PictureFile(string Suffix, byte[] Png);
