using System.Text.Json;

namespace SaliencyPS.Results.Merged;

/// <summary>The objects of a list in JSON, one after the other, as they are written.</summary>
internal ref struct RowReader
{
    private readonly ReadOnlySpan<byte> _list;
    private Utf8JsonReader _reader;

    /// <summary>Reads a list.</summary>
    /// <param name="list">The list; empty for none.</param>
    public RowReader(ReadOnlySpan<byte> list)
    {
        _list = list;
        _reader = new(list);
        if (list.Length > 0) _reader.Read();
    }

    /// <summary>The object.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>This.</summary>
    public readonly RowReader GetEnumerator() => this;

    /// <summary>Goes to the next object.</summary>
    /// <returns>False where there is none.</returns>
    public bool MoveNext()
    {
        if (_list.Length == 0 || !_reader.Read() || _reader.TokenType != JsonTokenType.StartObject) return false;
        var begin = (int)_reader.TokenStartIndex;
        _reader.Skip();
        Current = _list[begin..(int)_reader.BytesConsumed];
        return true;
    }
}
