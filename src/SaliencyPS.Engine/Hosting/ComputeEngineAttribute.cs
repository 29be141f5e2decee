using System.Diagnostics.CodeAnalysis;

namespace SaliencyPS.Hosting;

/// <summary>Announces a compute engine of this assembly to <see cref="ComputeEngines"/>.</summary>
/// <param name="engine">
/// A class with a public constructor without parameters that implements <see cref="IComputeEngine"/>.
/// </param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class ComputeEngineAttribute(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type engine) : Attribute
{
    /// <summary>The engine's class.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    public Type Engine => engine;
}
