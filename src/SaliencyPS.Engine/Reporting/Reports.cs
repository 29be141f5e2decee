using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Reporting;

/// <summary>Chooses the form of a report by its name.</summary>
internal static class Reports
{
    // What other files that are read and written here are called by, besides networks and images.
    private static readonly string[] Read = [".json", ".jsonl", ".csv", ".xml", ".txt", ".npy", ".npz"];

    /// <summary>Whether a report of this name is a folder of pages: one without an extension.</summary>
    public static bool IsFolder(string path) => Path.GetExtension(path).Length == 0;

    /// <summary>
    /// Why no report can have this name, to follow it in a sentence; null where one can. Files called as other files are probably
    /// are such files.
    /// </summary>
    public static string? Obstacle(string path) =>
        ImageDecoder.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
            ? "is called as an image is; a report is HTML or a workbook."
        : Read.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) || NetworkStore.IsNetworkName(path)
            ? "is called as networks, true boxes and lists are; a report is HTML or a workbook."
        : null;

    /// <summary>Begins a report.</summary>
    /// <param name="path">The file or folder, in full.</param>
    /// <param name="options">Heading and looks.</param>
    /// <param name="replace">Whether a report that is there is replaced when this one is complete.</param>
    /// <exception cref="ArgumentException">No report can have this name.</exception>
    /// <exception cref="IOException">The folder cannot be written to, or has something else in it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static IReport Begin(string path, ReportOptions options, bool replace) =>
        Obstacle(path) is { } obstacle ? throw new ArgumentException($"'{path}' {obstacle}")
        : IsFolder(path) ? new ReportFolder(path, options, replace)
        : IsWorkbook(path) ? new ReportWorkbook(path, options, replace)
        : new ReportFile(path, options, replace);

    /// <summary>How images look in a report of this name: small ones where there may be many.</summary>
    public static ReportOptions Looks(string path, ReportOptions options) =>
        IsFolder(path) || IsWorkbook(path) ? options.Compact() : options;

    private static bool IsWorkbook(string path) =>
        Path.GetExtension(path).Equals(ReportWorkbook.Extension, StringComparison.OrdinalIgnoreCase);
}
