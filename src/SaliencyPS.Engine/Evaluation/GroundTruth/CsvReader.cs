using System.Text;

namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>
/// Reads comma-separated records as RFC 4180 has them: quoted fields may hold commas, line breaks and doubled quotes.
/// </summary>
internal sealed class CsvReader(TextReader reader, string file)
{
    // A forgotten closing quote must not draw the whole file into one field.
    private const int MaximumRecord = 1 << 20;

    private readonly StringBuilder _field = new();
    private int _nextLine = 1, _read;

    /// <summary>Line on which the latest record began, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The next record that is not an empty line, or null at the end.</summary>
    /// <exception cref="GroundTruthException">A quote is misplaced or never closed, or the record is too long.</exception>
    public List<string>? Next()
    {
        while (reader.Peek() >= 0)
        {
            (Line, _read) = (_nextLine, 0);
            var fields = new List<string>();
            do fields.Add(Field());
            while (Take(','));
            if (reader.Peek() >= 0) EndLine();
            if (fields is not [""]) return fields;
        }

        return null;
    }

    private string Field()
    {
        _field.Clear();
        Count();
        if (!Take('"'))
        {
            while (reader.Peek() is >= 0 and not (',' or '\r' or '\n'))
            {
                if (reader.Peek() == '"') throw Fault("a quote inside a field that is not quoted.");
                Append();
            }

            return _field.ToString();
        }

        while (true)
        {
            if (reader.Peek() < 0) throw Fault("a quoted field is never closed.");
            if (Take('"') && !NextIs('"')) break;
            if (reader.Peek() == '\n') _nextLine++;
            Append();
        }

        if (reader.Peek() is >= 0 and not (',' or '\r' or '\n')) throw Fault("text after a closing quote.");
        return _field.ToString();
    }

    private void Append()
    {
        Count();
        _field.Append((char)reader.Read());
    }

    private void Count()
    {
        if (++_read > MaximumRecord)
            throw Fault($"the record is longer than {MaximumRecord} characters; a closing quote may be missing.");
    }

    private void EndLine()
    {
        Take('\r');
        Take('\n');
        _nextLine++;
    }

    private bool NextIs(char expected) => reader.Peek() == expected;

    private bool Take(char expected)
    {
        if (!NextIs(expected)) return false;
        reader.Read();
        return true;
    }

    private GroundTruthException Fault(string message) => new(file, Line, null, message);
}
