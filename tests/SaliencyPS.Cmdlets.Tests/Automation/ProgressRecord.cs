namespace System.Management.Automation;

public sealed class ProgressRecord(int activityId, string activity, string statusDescription)
{
    public (int Id, string Activity, string Status) Text => (activityId, activity, statusDescription);

    public int PercentComplete { get; set; }

    public ProgressRecordType RecordType { get; set; }
}
