using System.Management.Automation;
using System.Text.Json;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Files;
using SaliencyPS.Results.Merged;
using SaliencyPS.Runs;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Merge-SaliencyResult: a folder with the results of all shards → one list, as a file or as objects.</summary>
[Cmdlet(VerbsData.Merge, "SaliencyResult", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject), typeof(FileInfo))]
public sealed class MergeSaliencyResultCommand : CancellableCommand
{
    /// <summary>The folder, taken as it is.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The file to write; otherwise results are emitted.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>The form of the file.</summary>
    [Parameter]
    [ValidateSet(nameof(MergeFormat.JsonLines), nameof(MergeFormat.Csv), nameof(MergeFormat.Coco))]
    public string? Format { get; set; }

    /// <summary>Replaces a file that is read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Leaves a file that exists as it is.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Emits the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var folder = this.RequireTarget(null, Path);
        var file = OutFile is null ? null : this.RequireTarget(null, OutFile);
        if (!Try(() => ResultMerge.Open(folder, file, Token), Unmerged, out var merge)) return;
        if (merge.Failed > 0)
            WriteVerbose($"'{folder}': {merge.Failed} of {merge.Images} images failed, or have not all of their results.");
        if (file is not null) Write(merge, folder, file);
        else Emit(merge, folder);

        ErrorRecord Unmerged(Exception e)
        {
            var error = ErrorRecords.Merge(e, folder, file);
            if (e is RunRefusedException) ThrowTerminatingError(error);
            return error;
        }
    }

    private void Emit(ResultMerge merge, string folder)
    {
        try
        {
            MergedResults.Write(merge, new Objects(this), Token);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception e) when (e is MergeException or IOException)
        {
            WriteError(ErrorRecords.Merge(e, folder));
        }
    }

    private void Write(ResultMerge merge, string folder, string file)
    {
        if (Replacement.Obstacle(file, Force, NoClobber) is { } obstacle)
            ThrowTerminatingError(ErrorRecords.OutFileExists(file, obstacle));
        if (!ShouldProcess(file, "Write results")) return;
        var format = Format is null ? MergedResults.FormatOf(file) : Enum.Parse<MergeFormat>(Format, ignoreCase: true);
        var isWritten = Try<object?>(() =>
        {
            WholeFile.Write(file, stream => MergedResults.Write(merge, format, stream, Token), replace: !NoClobber);
            return null;
        }, e => e is MergeException ? ErrorRecords.Merge(e, folder) : ErrorRecords.OutFileUnwritable(e, file), out _);
        if (isWritten && PassThru) WriteObject(this.GetItem(file));
    }

    /// <summary>Emits each result as an object, with its properties as they are called elsewhere.</summary>
    private sealed class Objects(MergeSaliencyResultCommand command) : IMergedResults
    {
        public void Add(ImageRecord record, ReadOnlySpan<byte> line)
        {
            foreach (var row in new RowReader(line[record.Rows]))
            {
                var reader = new Utf8JsonReader(row);
                var result = new PSObject();
                foreach (var property in JsonElement.ParseValue(ref reader).EnumerateObject())
                    result.Properties.Add(new PSNoteProperty(
                        $"{char.ToUpperInvariant(property.Name[0])}{property.Name[1..]}", Value(property.Value)));
                command.WriteObject(result);
            }

            if (record.Error is null) return;
            var failure = new PSObject();
            failure.Properties.Add(new PSNoteProperty("Path", record.Key));
            failure.Properties.Add(new PSNoteProperty("Error", record.Error));
            command.WriteObject(failure);
        }

        public void Complete() { }

        private static object? Value(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.TryGetInt32(out var whole) ? (object)whole : value.GetDouble(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Null => null,
            _ => value.GetRawText(),
        };
    }
}
