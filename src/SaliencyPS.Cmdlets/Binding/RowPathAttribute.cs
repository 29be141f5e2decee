using System.Management.Automation;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>
/// Takes of a pipeline object the path that it has, as it is: the Path of a row of a table or of a result, and the full name of a
/// file, or of what was one. Strings stay as they are.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RowPathAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is not PSObject { BaseObject: not (string or Array) } row ? inputData
            : row.BaseObject is FileSystemInfo file ? file.FullName
            : row.Properties["Path"]?.Value ?? row.Properties["FullName"]?.Value ?? inputData;
}
