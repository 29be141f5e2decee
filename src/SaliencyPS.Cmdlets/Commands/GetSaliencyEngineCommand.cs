using System.Management.Automation;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Get-SaliencyEngine: what computes on this machine.</summary>
[Cmdlet(VerbsCommon.Get, "SaliencyEngine")]
[OutputType(typeof(SaliencyEngine))]
public sealed class GetSaliencyEngineCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void BeginProcessing() => WriteObject(SaliencyEngine.Managed);
}
