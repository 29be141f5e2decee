using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace SaliencyPS.Benchmarks.Peer;

/// <summary>A Python that has PyTorch, torchvision, OpenCV and Pillow.</summary>
/// <param name="Path">The interpreter.</param>
/// <param name="Versions">Package and version, as it reports them.</param>
internal sealed record PeerPython(string Path, IReadOnlyList<(string Name, string Version)> Versions)
{
    private static readonly string[] UsualPlaces = ["python3", "/usr/bin/python3", "python"];

    /// <summary>The folder of the scripts.</summary>
    public static string Scripts => System.IO.Path.Combine(Repository.Root, "benchmarks", "peer");

    /// <summary>The first interpreter that has it all; null if there is none.</summary>
    /// <param name="named">Look at this one only.</param>
    public static PeerPython? Find(string? named) =>
        (named is null ? UsualPlaces : [named]).Select(Try).FirstOrDefault(found => found is not null);

    /// <summary>How to start one of the scripts.</summary>
    public ProcessStartInfo Start(string script,
        params IEnumerable<string> arguments) => new(Path, [System.IO.Path.Combine(Scripts, script), .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        // No byte code beside the sources.
        Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1", ["PYTHONIOENCODING"] = "utf-8" },
    };

    private static PeerPython? Try(string path)
    {
        try
        {
            using var process = Process.Start(new PeerPython(path, []).Start("versions.py"))!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) return null;
            return new PeerPython(path,
                [.. JsonElement.Parse(output).EnumerateObject().Select(p => (p.Name, p.Value.GetString()!))]);
        }
        catch (Win32Exception)
        {
            return null; // no such program
        }
    }
}
