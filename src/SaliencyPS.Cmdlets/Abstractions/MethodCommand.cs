using System.Management.Automation;
using SaliencyPS.Networks;
using SaliencyPS.Saliency;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>A cmdlet that makes class saliency maps by one method.</summary>
public abstract class MethodCommand : AttributionCommand
{
    private protected MethodCommand(string activity) : base(activity) { }

    /// <summary>How maps are made.</summary>
    [Parameter]
    public SaliencyMethod Method { get; set; } = new AttributionOptions().Method;

    /// <inheritdoc cref="AttributionCommand.Options(Network, SaliencyMethod)"/>
    private protected SaliencyOptions Options(Network network) => Options(network, Method);
}
