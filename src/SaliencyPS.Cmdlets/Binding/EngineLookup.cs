using System.Management.Automation;
using SaliencyPS.Adapters;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Hosting;
using SaliencyPS.Imaging.Terminal;
using SaliencyPS.Networks;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>Looks up engines, codecs and segmenters; where one cannot be used, the pipeline ends.</summary>
internal static class EngineLookup
{
    /// <summary>Looks one up that is required.</summary>
    /// <param name="cmdlet">The cmdlet that requires it.</param>
    /// <param name="find">Finds it, or throws an <see cref="AdapterException"/>.</param>
    /// <param name="name">What the user calls it.</param>
    public static void RequireEngine(this Cmdlet cmdlet, Action find, object? name)
    {
        try
        {
            find();
        }
        catch (AdapterException e)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.Engine(e, name));
        }
    }

    /// <summary>The engine that is asked for, or of several the first that can do it; says which it is.</summary>
    /// <param name="cmdlet">The cmdlet that requires it.</param>
    /// <param name="request">What the user asks for.</param>
    /// <param name="network">The network to run.</param>
    /// <param name="attempt">Plans what is to be done, or throws a <see cref="NotSupportedException"/>.</param>
    public static IComputeEngine ChooseEngine(
        this Cmdlet cmdlet, EngineRequest request, Network network, Action<IComputeEngine> attempt)
    {
        try
        {
            var engine = EngineSelection.Choose(request, attempt);
            if (request.Choice == EngineChoice.Auto)
                cmdlet.WriteVerbose(
                    PlainText.OneLine($"Network '{network.Name}' runs on {engine.Describe().Name}, {engine.Describe().Device}."));
            return engine;
        }
        catch (AdapterException e)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.Engine(e, request.Choice));
        }
        catch (NotSupportedException e)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.NetworkUnsuitable(e, network));
        }

        throw new InvalidOperationException(); // Not reached.
    }
}
