using System.Diagnostics.CodeAnalysis;

namespace SaliencyPS.Adapters;

/// <summary>Announces the adapter of an assembly.</summary>
/// <param name="adapter">A class with a public constructor without parameters that implements <see cref="IAdapter"/>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class AdapterAttribute(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type adapter) : Attribute
{
    /// <summary>The adapter's class.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    public Type Adapter => adapter;
}
