using System.Management.Automation;
using SaliencyPS.Adapters;
using SaliencyPS.Cmdlets.Errors;

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
}
