using System.Collections;
using System.Globalization;
using System.Management.Automation;
using SaliencyPS.Evaluation.Predictions;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>
/// Makes boxes of rows of a table, such as Import-Csv reads: anybody's, by the names that columns usually have, in any case. All
/// else stays as it is.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BoxRowAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentTransformationMetadataException">A row lacks a column, or a value is no number.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData as PSObject)?.BaseObject is IList list ? list.Cast<object?>().Select(Box).ToArray()
            : inputData is IList rows ? rows.Cast<object?>().Select(Box).ToArray() : Box(inputData);

    // A bag of properties that was a result once is brought to life elsewhere.
    private static object? Box(object? value)
    {
        if (value is not PSObject { BaseObject: PSCustomObject } row
            || row.TypeNames.Any(name => name.StartsWith("Deserialized.", StringComparison.Ordinal))) return value;
        try
        {
            return BoxRow.Read(name => row.Properties[name] is { } column
                ? Convert.ToString(column.Value, CultureInfo.InvariantCulture) ?? "" : null,
                row.Properties.Select(one => one.Name));
        }
        catch (FormatException e)
        {
            throw new ArgumentTransformationMetadataException(e.Message, e);
        }
    }
}
