namespace System.Management.Automation;

/// <summary>What ThrowTerminatingError throws here.</summary>
public sealed class TerminatingErrorException(ErrorRecord error) : RuntimeException(error.Exception.Message)
{
    public ErrorRecord Error => error;
}
