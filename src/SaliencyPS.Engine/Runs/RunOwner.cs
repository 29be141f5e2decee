using System.Globalization;

namespace SaliencyPS.Runs;

/// <summary>What a run is called in the message to the next one that finds it at work.</summary>
internal static class RunOwner
{
    private static readonly string[] Jobs = ["SLURM_JOB_ID", "AWS_BATCH_JOB_ID", "JOB_NAME"];

    /// <summary>This process: its number, its machine, since when, and the job that the scheduler calls it.</summary>
    public static string Describe(DateTimeOffset now)
    {
        var job = Jobs.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
            .FirstOrDefault(one => !string.IsNullOrEmpty(one.Value));
        return string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}"
            + $"{(job.Name is null ? "" : $" ({job.Name}={job.Value})")}, since {now.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
    }
}
