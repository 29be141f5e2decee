using System.Text;
using System.Text.RegularExpressions;

namespace SaliencyPS.Cli.Input;

/// <summary>
/// Wildcards as shells have them: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[!a-z]</c> within a name, and <c>**</c> for any folders.
/// For shells that leave them to the program, and for quoted patterns.
/// </summary>
internal static class Glob
{
    private static readonly char[] Separators = OperatingSystem.IsWindows() ? ['/', '\\'] : ['/'];

    /// <summary>Whether the text has a wildcard in it.</summary>
    public static bool IsPattern(string text) => text.AsSpan().IndexOfAny("*?[") >= 0;

    /// <summary>The files and folders that match, by name. Folders that cannot be listed match nothing.</summary>
    public static IEnumerable<string> Expand(string pattern)
    {
        var root = Path.GetPathRoot(pattern) ?? "";
        IEnumerable<string> found = [root];
        foreach (var segment in pattern[root.Length..].Split(Separators, StringSplitOptions.RemoveEmptyEntries))
            found = found.SelectMany(folder => Matches(folder, segment)).Distinct(); // ** may find a folder again
        return found;
    }

    private static IEnumerable<string> Matches(string folder, string segment)
    {
        var literal = Path.Combine(folder, segment);
        if (Path.Exists(literal)) return [literal];
        if (segment == "**") return Folders(folder);
        if (!IsPattern(segment)) return [];
        var name = Expression(segment);
        return Entries(folder)
            .Where(entry => (entry.Name[0] != '.' || segment[0] == '.') && name.IsMatch(entry.Name))
            .Select(entry => Path.Combine(folder, entry.Name));
    }

    // Links to folders are not followed: they may lead round in circles.
    private static IEnumerable<string> Folders(string folder) => Entries(folder)
        .Where(entry => entry is DirectoryInfo { LinkTarget: null } && entry.Name[0] != '.')
        .SelectMany(entry => Folders(Path.Combine(folder, entry.Name)))
        .Prepend(folder);

    private static IEnumerable<FileSystemInfo> Entries(string folder)
    {
        var listed = new DirectoryInfo(folder.Length > 0 ? folder : ".");
        if (!listed.Exists) return [];
        return listed.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 })
            .OrderBy(entry => entry.Name, StringComparer.Ordinal);
    }

    private static Regex Expression(string segment)
    {
        try
        {
            return new Regex(Translate(segment),
                RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline
                | (OperatingSystem.IsWindows() ? RegexOptions.IgnoreCase : RegexOptions.None));
        }
        catch (RegexParseException)
        {
            throw new UsageException($"'{segment}' is not a file pattern.");
        }
    }

    private static string Translate(string segment)
    {
        var expression = new StringBuilder(@"\A");
        for (var i = 0; i < segment.Length; i++)
        {
            // A set's first character belongs to it even if it is ']'.
            var first = i + (i + 1 < segment.Length && segment[i + 1] == '!' ? 2 : 1);
            var end = segment[i] == '[' && first + 1 < segment.Length ? segment.IndexOf(']', first + 1) : -1;
            if (end > 0)
            {
                expression.Append(first > i + 1 ? "[^" : "[")
                    .Append(Regex.Replace(segment[first..end], @"[\\\[\]^]", @"\$0")).Append(']');
                i = end;
            }
            else expression.Append(segment[i] switch { '*' => ".*", '?' => ".", var c => Regex.Escape(c.ToString()) });
        }

        return expression.Append(@"\z").ToString();
    }
}
