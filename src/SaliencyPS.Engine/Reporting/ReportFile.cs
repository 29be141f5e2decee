using System.Text;
using SaliencyPS.Files;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Reporting;

/// <summary>
/// A report on its way into a file. It grows beside the file under another name and takes its place when complete;
/// one that is given up leaves nothing.
/// </summary>
internal sealed class ReportFile : IDisposable
{
    // What other files that are read and written here are called by, besides networks and images.
    private static readonly string[] Read = [".json", ".jsonl", ".csv", ".xml", ".txt", ".npy", ".npz"];

    private readonly WholeFile _file;
    private readonly StreamWriter _writer;
    private readonly HtmlReport _report;

    /// <summary>Begins the file.</summary>
    /// <param name="path">The file, in full.</param>
    /// <param name="options">Heading and looks.</param>
    /// <param name="replace">Whether to replace a file that is there when the report is complete.</param>
    /// <exception cref="ArgumentException">It is called as other files are, and probably is one of them.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public ReportFile(string path, ReportOptions options, bool replace = true)
    {
        if (ImageDecoder.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"'{path}' is called as an image is; a report is HTML.");
        if (Read.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) || NetworkStore.IsNetworkName(path))
            throw new ArgumentException($"'{path}' is called as networks, true boxes and lists are; a report is HTML.");
        _file = new WholeFile(path, replace);
        _writer = new StreamWriter(_file.Content, new UTF8Encoding(false));
        try
        {
            _report = new HtmlReport(_writer, options);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Writes a row and flushes it to the file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Add(DrawnRow row) => _report.Add(row);

    /// <summary>Ends the report and puts the file in its place.</summary>
    /// <exception cref="IOException">The file cannot be written, or exists and may not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Complete()
    {
        _report.Complete();
        _writer.Dispose();
        _file.Complete();
    }

    /// <summary>Removes what is not complete.</summary>
    public void Dispose()
    {
        try
        {
            _writer.Dispose();
        }
        finally
        {
            _file.Dispose();
        }
    }
}
