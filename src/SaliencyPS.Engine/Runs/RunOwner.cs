using System.Globalization;
using System.Text;

namespace SaliencyPS.Runs;

/// <summary>What a run is called in the message to the next one that finds it at work.</summary>
internal static class RunOwner
{
    private static readonly string[] Jobs = ["SLURM_JOB_ID", "AWS_BATCH_JOB_ID", "JOB_NAME"];

    // What is written is shorter.
    private const int MostBytes = 1 << 10;

    /// <summary>What another run says of itself.</summary>
    /// <param name="file">Where it says so.</param>
    public static string Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var said = new byte[Math.Min(stream.Length, MostBytes)];
            stream.ReadExactly(said);
            return Encoding.UTF8.GetString(said);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }

    /// <summary>This process: its number, its machine, since when, and the job that the scheduler calls it.</summary>
    public static string Describe(DateTimeOffset now)
    {
        var job = Jobs.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
            .FirstOrDefault(one => !string.IsNullOrEmpty(one.Value));
        return string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}"
            + $"{(job.Name is null ? "" : $" ({job.Name}={job.Value})")}, since {now.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
    }
}
