using System.Text.RegularExpressions;
using Xunit;

namespace SaliencyPS.Tests.HouseRules;

/// <summary>Rules for the text of every C# file.</summary>
public sealed partial class SourceTests
{
    private static readonly (string Path, string Text)[] Files =
    [
        .. ((string[])["src", "tests", "benchmarks"]).SelectMany(folder => Repository.Sources(folder))
            .Select(file => (Repository.Relative(file), File.ReadAllText(file))),
    ];

    [Fact]
    public void No_line_is_wider_than_editors_are_told()
    {
        var widest = int.Parse(WidestLine()
            .Match(File.ReadAllText(Path.Combine(Repository.Root, ".editorconfig"))).Groups[1].ValueSpan);
        Refuse($"Lines of more than {widest} characters (max_line_length in .editorconfig)", (file, text) =>
            SourceText.WideLines(text, widest).Select(line => $"{file}:{line}"));
    }

    /// <summary>An editor shows a doc comment alone: what something is the same as cannot be seen there.</summary>
    [Fact]
    public void No_doc_comment_begins_with_a_comparison() =>
        Refuse("Doc comments that begin with \"The same\"; say what it is instead",
            (file, text) => SourceText.Comparisons(text).Select(line => $"{file}:{line}"));

    [Fact]
    public void A_file_holds_the_type_of_its_name_and_no_other() =>
        Refuse("Files with a type of another name, or more than one type", (file, text) =>
        {
            string[] types = [.. SourceText.TopLevelTypes(text)];
            var isRight = types.Length == 0 || (types.Length == 1 && types[0] == Path.GetFileName(file).Split('.')[0]);
            return isRight ? [] : [$"{file}: {string.Join(", ", types)}"];
        });

    private static void Refuse(string what, Func<string, string, IEnumerable<string>> find)
    {
        Assert.NotEmpty(Files);
        var found = Files.SelectMany(file => find(file.Path, file.Text)).ToArray();
        Assert.True(found.Length == 0, $"{what}: {found.Length}\n{string.Join('\n', found)}");
    }

    [GeneratedRegex(@"^\[\*\.cs\][^[]*?^max_line_length *= *(\d+)", RegexOptions.Multiline)]
    private static partial Regex WidestLine();
}
