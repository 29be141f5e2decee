using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Png;

namespace SaliencyPS.ClassModels;

/// <summary>The files of the images on the way to a class model image, beside the file of the image itself.</summary>
internal static class FrameFiles
{
    /// <summary>NAME.apng, or NAME.0000.png, NAME.0001.png and so on, for the image NAME.png.</summary>
    /// <param name="path">The file of the image.</param>
    /// <param name="format">One animation or single images.</param>
    /// <param name="count">How many images there are.</param>
    public static IReadOnlyList<string> Names(string path, ClassModelFrames format, int count) => format == ClassModelFrames.Apng
        ? [Path.ChangeExtension(path, ".apng")]
        : [.. Enumerable.Range(0, count).Select(i => Path.ChangeExtension(path, $".{i:0000}.png"))];

    /// <summary>Most images that an ascent keeps: one after every interval and the last.</summary>
    public static int MostFrames(ClassModelOptions options) =>
        options.FrameInterval == 0 ? 0 : (options.Iterations + options.FrameInterval - 1) / options.FrameInterval + 1;

    /// <summary>Writes one of the files.</summary>
    /// <param name="frames">All images.</param>
    /// <param name="format">One animation or single images.</param>
    /// <param name="index">Which file, by its place among the names.</param>
    /// <param name="stream">Where the bytes go; stays open.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Write(IReadOnlyList<RgbImage> frames, ClassModelFrames format, int index, Stream stream,
        CancellationToken token = default)
    {
        if (format == ClassModelFrames.Apng) AnimatedPngEncoder.Write(frames, stream, token: token);
        else PngEncoder.Write(frames[index], stream, token);
    }
}
