using System.Globalization;

namespace SaliencyPS.Benchmarks.Measuring;

/// <summary>The most memory that a process has had in RAM so far.</summary>
internal static class ResidentPeak
{
    private const string Field = "VmHWM:";

    /// <summary>Bytes; null on systems without /proc, and when the process has gone.</summary>
    public static long? Of(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(l => l.StartsWith(Field, StringComparison.Ordinal));
            return line is null ? null : 1024 * long.Parse(line[Field.Length..].Replace("kB", ""), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
