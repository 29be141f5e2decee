using System.Text.Json;

namespace SaliencyPS.Runs;

/// <summary>What a part says of one image, in one line of JSON. A later line of the same image replaces an earlier one.</summary>
/// <param name="Key">The image's <see cref="ImageKey"/>; property <c>path</c>.</param>
/// <param name="Stamp">Its file when it was read; <c>size</c>, <c>time</c> and maybe <c>content</c>.</param>
/// <param name="Error">Why there are no results, or not all; property <c>error</c>.</param>
/// <param name="IsGone">The image is in the list no more; property <c>gone</c>.</param>
/// <param name="Rows">Where in the line its results are: a list of objects; property <c>rows</c>.</param>
internal readonly record struct ImageRecord(string Key, FileStamp Stamp, string? Error, bool IsGone, Range Rows)
{
    /// <summary>Reads a line.</summary>
    /// <returns>Null where it is no such line.</returns>
    public static ImageRecord? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            string? key = null, content = null, error = null;
            var (size, time, gone, rows) = (FileStamp.None.Size, 0L, false, 0..0);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                if (!reader.Read()) return null;
                switch (name)
                {
                    case "path": key = reader.GetString(); break;
                    case "size": size = reader.GetInt64(); break;
                    case "time": time = reader.GetInt64(); break;
                    case "content": content = reader.GetString(); break;
                    case "error": error = reader.GetString(); break;
                    case "gone": gone = reader.GetBoolean(); break;
                    case "rows" when reader.TokenType == JsonTokenType.StartArray:
                        var begin = (int)reader.TokenStartIndex;
                        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject) reader.Skip();
                        if (reader.TokenType != JsonTokenType.EndArray) return null;
                        rows = begin..(int)reader.BytesConsumed;
                        break;
                    default: return null;
                }
            }

            return reader.TokenType == JsonTokenType.EndObject && !reader.Read() && key is not null
                && (gone || !rows.Equals(0..0)) ? new(key, new(size, time, content), error, gone, rows) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether a line says nothing: what was damaged in a part is overwritten so.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept((byte)' ') < 0;

    /// <summary>Begins a line: all but its rows.</summary>
    public void Begin(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("path", Key);
        if (IsGone)
        {
            writer.WriteBoolean("gone", true);
            return;
        }

        writer.WriteNumber("size", Stamp.Size);
        writer.WriteNumber("time", Stamp.Time);
        if (Stamp.Content is not null) writer.WriteString("content", Stamp.Content);
        if (Error is not null) writer.WriteString("error", Error);
    }
}
