using System.Management.Automation;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Hosting;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Get-SaliencyEngine: what computes on this machine, or could.</summary>
[Cmdlet(VerbsCommon.Get, "SaliencyEngine")]
[OutputType(typeof(SaliencyEngine))]
public sealed class GetSaliencyEngineCommand : PSCmdlet
{
    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EngineCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            var any = false;
            foreach (var engine in SaliencyEngines.List(pattern.IsMatch))
            {
                WriteObject(engine);
                any = true;
            }

            if (!any && !WildcardPattern.ContainsWildcardCharacters(name)) WriteError(ErrorRecords.EngineNotFound(name));
        }
    }
}
