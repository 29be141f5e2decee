using SaliencyPS.Reporting.Images;

namespace SaliencyPS.Cli.Output;

/// <summary>A picture to be written.</summary>
/// <param name="Picture">What it is of.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="Data">The encoded picture.</param>
internal sealed record PictureFile(SaliencyPicture Picture, PictureKind Kind, byte[] Data);
