using System.Management.Automation;
using SaliencyPS.Hosting;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Get-SaliencyEngine: what computes on this machine.</summary>
[Cmdlet(VerbsCommon.Get, "SaliencyEngine")]
[OutputType(typeof(SaliencyEngine))]
public sealed class GetSaliencyEngineCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        foreach (var engine in ComputeEngines.All) WriteObject(engine.Describe());
    }
}
