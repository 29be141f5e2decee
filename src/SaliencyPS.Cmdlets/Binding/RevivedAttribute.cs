using System.Collections;
using System.Management.Automation;
using SaliencyPS.Networks;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>
/// Brings results to life that arrive as bags of properties: from other machines, whose objects PowerShell does not convert, and
/// from files that were read before the module was there. A network becomes what -Network takes. All else stays as it is.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RevivedAttribute : ArgumentTransformationAttribute
{
    private const string Dead = "Deserialized.";

    private static readonly Dictionary<string, Type> Types = new Type[]
    {
        typeof(ClassSaliency), typeof(NeuronSaliency), typeof(ObjectBox), typeof(ClassModelImage),
    }.ToDictionary(type => Dead + type.FullName);

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Base(inputData) is IList list and not byte[] ? list.Cast<object?>().Select(Revive).ToArray() : Revive(inputData);

    private static object? Base(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static object? Revive(object? value)
    {
        if (Base(value) is Network network) return new NetworkArgument(network);
        if (value is not PSObject bag) return value;
        foreach (var name in bag.TypeNames)
        {
            if (Types.TryGetValue(name, out var type)) return LanguagePrimitives.ConvertTo(bag, type);
            if (name == Dead + typeof(Network).FullName) return NetworkArgument.Of(bag);
        }

        return value;
    }
}
