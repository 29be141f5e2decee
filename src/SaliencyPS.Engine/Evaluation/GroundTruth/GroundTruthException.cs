namespace SaliencyPS.Evaluation;

/// <summary>A ground-truth file that cannot be read; the message names file and place.</summary>
internal sealed class GroundTruthException : Exception
{
    /// <summary>Says what is wrong and where.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">Line, from 1.</param>
    /// <param name="column">Name of the column, or null where the fault is the whole line.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="kind">What the line has in place of columns, such as elements.</param>
    public GroundTruthException(string file, int line, string? column, string message, string kind = "column")
        : base(column is null ? $"{file}, line {line}: {message}" : $"{file}, line {line}, {kind} {column}: {message}") =>
        (File, Line, Column) = (file, line, column);

    /// <summary>Says what is wrong and where in a file of JSON.</summary>
    /// <param name="file">The file.</param>
    /// <param name="field">The field, such as annotations[3].bbox.</param>
    /// <param name="message">What is wrong.</param>
    public GroundTruthException(string file, string field, string message)
        : base($"{file}, {field}: {message}") => (File, Column) = (file, field);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>Line, from 1; 0 where a field of JSON is at fault.</summary>
    public int Line { get; }

    /// <summary>Name of the column, element or field, or null.</summary>
    public string? Column { get; }
}
