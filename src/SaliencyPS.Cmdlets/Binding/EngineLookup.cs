using System.Management.Automation;
using SaliencyPS.Adapters;
using SaliencyPS.Cmdlets.Errors;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>From what a user calls an engine, codec or segmenter to what it is; where it is nothing, the pipeline ends.</summary>
internal static class EngineLookup
{
    /// <summary>Looks something up that is required.</summary>
    /// <param name="cmdlet">The cmdlet that requires it.</param>
    /// <param name="find">Finds it, or throws an <see cref="ArgumentException"/> or <see cref="AdapterException"/>.</param>
    /// <param name="name">What the user calls it.</param>
    public static void RequireEngine(this Cmdlet cmdlet, Action find, object? name)
    {
        try
        {
            find();
        }
        catch (Exception e) when (e is ArgumentException or AdapterException)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.Engine(e, name));
        }
    }
}
