namespace System.Management.Automation;

public sealed class ErrorRecord(Exception exception, string errorId, ErrorCategory category, object? target)
{
    public Exception Exception => exception;

    public string Id => errorId;

    public ErrorCategory Category => category;

    public object? TargetObject => target;

    public ErrorDetails? ErrorDetails { get; set; }
}
