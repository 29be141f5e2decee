namespace System.Management.Automation;

/// <summary>Records what a cmdlet writes, and runs one as a pipeline would.</summary>
public abstract class Cmdlet
{
    public List<object?> Emitted { get; } = [];

    public List<ErrorRecord> Errors { get; } = [];

    public List<string> Verbose { get; } = [];

    public List<string> Warnings { get; } = [];

    public List<(string Target, string Action)> Actions { get; } = [];

    public List<ProgressRecord> Progress { get; } = [];

    /// <summary>Called with every object written, as the next command of a pipeline is.</summary>
    public Action<object?>? Next { get; set; }

    /// <summary>Called with every progress record.</summary>
    public Action<ProgressRecord>? ProgressShown { get; set; }

    public bool WhatIf { get; set; }

    public void WriteObject(object? value)
    {
        Emitted.Add(value);
        Next?.Invoke(value);
    }

    public void WriteError(ErrorRecord error) => Errors.Add(error);

    public void WriteVerbose(string text) => Verbose.Add(text);

    public void WriteWarning(string text) => Warnings.Add(text);

    public void WriteDebug(string text) => Verbose.Add(text);

    public void WriteProgress(ProgressRecord record)
    {
        Progress.Add(record);
        ProgressShown?.Invoke(record);
    }

    public void ThrowTerminatingError(ErrorRecord error) => throw new TerminatingErrorException(error);

    public bool ShouldProcess(string target, string action)
    {
        Actions.Add((target, action));
        return !WhatIf;
    }

    public void Stop() => StopProcessing();

    /// <summary>Begin, one record for each of the bindings, end; always disposed.</summary>
    public void Run(params Action[] records)
    {
        try
        {
            BeginProcessing();
            foreach (var bind in records)
            {
                bind();
                ProcessRecord();
            }

            EndProcessing();
        }
        finally
        {
            (this as IDisposable)?.Dispose();
        }
    }

    protected virtual void BeginProcessing() { }

    protected virtual void ProcessRecord() { }

    protected virtual void EndProcessing() { }

    protected virtual void StopProcessing() { }
}
