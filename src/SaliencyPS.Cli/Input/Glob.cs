using System.Text;
using System.Text.RegularExpressions;

namespace SaliencyPS.Cli.Input;

/// <summary>
/// Wildcards as shells have them: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[!a-z]</c> within a name, and <c>**</c> for any folders. For
/// shells that leave them to the program, and for quoted patterns.
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
            found = found.SelectMany(folder => Matches(folder, segment));
        return found;
    }

    private static IEnumerable<string> Matches(string folder, string segment)
    {
        var literal = Path.Combine(folder, segment);
        if (Path.Exists(literal)) return [literal];
        if (segment == "**") return [folder, .. Entries(folder, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden }).Where(Directory.Exists)];
        if (!IsPattern(segment)) return [];
        var expression = new Regex(Translate(segment), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline
            | (OperatingSystem.IsWindows() ? RegexOptions.IgnoreCase : RegexOptions.None));
        return Entries(folder, new EnumerationOptions { AttributesToSkip = 0 })
            .Where(path => Path.GetFileName(path) is var name && (name[0] != '.' || segment[0] == '.') && expression.IsMatch(name));
    }

    private static IEnumerable<string> Entries(string folder, EnumerationOptions options) => folder.Length > 0 && !Directory.Exists(folder) ? []
        : new DirectoryInfo(folder.Length > 0 ? folder : ".").EnumerateFileSystemInfos("*", options)
            .Select(entry => folder.Length > 0 ? Path.Combine(folder, Path.GetRelativePath(folder, entry.FullName)) : Path.GetRelativePath(".", entry.FullName))
            .Order(StringComparer.Ordinal);

    private static string Translate(string segment)
    {
        var expression = new StringBuilder(@"\A");
        for (var i = 0; i < segment.Length; i++)
        {
            // A set's first character belongs to it even if it is ']'.
            var end = segment[i] == '[' && i + 2 < segment.Length ? segment.IndexOf(']', i + 2) : -1;
            if (end > 0)
            {
                var set = segment[(i + 1)..end];
                expression.Append(set[0] == '!' ? "[^" : "[").Append(Regex.Replace(set[0] == '!' ? set[1..] : set, @"[\\\[\]^]", @"\$0")).Append(']');
                i = end;
            }
            else expression.Append(segment[i] switch { '*' => ".*", '?' => ".", var c => Regex.Escape(c.ToString()) });
        }

        return expression.Append(@"\z").ToString();
    }
}
