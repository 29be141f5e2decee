using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SaliencyPS.Runs;

namespace SaliencyPS.Reporting.Kept;

/// <summary>Reads results that were kept: a folder with those of all shards, or the list that was made of them.</summary>
internal static class KeptResults
{
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Looks at them.</summary>
    /// <param name="path">The folder or the list, in full.</param>
    /// <param name="token">Stops it.</param>
    /// <returns>What hands them over, any number of times.</returns>
    /// <exception cref="MergeException">
    /// The folder does not have those of all shards; what is returned throws it where a list is damaged.
    /// </exception>
    /// <exception cref="IOException">They cannot be read; what is returned throws it, too.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be read.</exception>
    public static Action<IMergedResults> Open(string path, CancellationToken token)
    {
        if (Directory.Exists(path))
        {
            var merge = ResultMerge.Open(path, token: token);
            return output => merge.Write(output, token);
        }

        if (!File.Exists(path)) throw new FileNotFoundException($"'{path}' is not there.", path);
        return output => Read(path, output, token);
    }

    // The rows of one image follow each other; they become the line that they were.
    private static void Read(string path, IMergedResults output, CancellationToken token)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var (reader, rows, number) = (new LineReader(stream), new List<byte[]>(), 0);
        string? key = null, error = null;
        while (reader.TryRead(out var line))
        {
            token.ThrowIfCancellationRequested();
            number++;
            var (name, what) = Parse(line, number);
            if (name != key) End();
            key = name;
            if (what is null) rows.Add(line.ToArray());
            else error = what;
        }

        if (reader.Position != stream.Length) throw new MergeException($"The list breaks off after line {number}.", []);
        End();
        output.Complete();

        (string Path, string? Error) Parse(ReadOnlySpan<byte> line, int n)
        {
            try
            {
                var json = new Utf8JsonReader(line);
                var row = JsonElement.ParseValue(ref json);
                if (row.ValueKind == JsonValueKind.Object && row.TryGetProperty("path", out var of) && of.GetString() is { } text)
                    return (text, row.TryGetProperty("error", out var what) ? what.GetString() : null);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // Told below.
            }

            throw new MergeException(
                $"Line {n} is no result in JSON, as 'saliency merge' and Merge-SaliencyResult write them.", []);
        }

        void End()
        {
            if (key is null) return;
            var whole = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(whole, Form))
            {
                new ImageRecord(key, FileStamp.None, error, IsGone: false, default).Begin(writer);
                writer.WriteStartArray("rows");
                foreach (var row in rows) writer.WriteRawValue(row, skipInputValidation: true);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            output.Add(ImageRecord.Read(whole.WrittenSpan)!.Value, whole.WrittenSpan);
            rows.Clear();
            error = null;
        }
    }
}
