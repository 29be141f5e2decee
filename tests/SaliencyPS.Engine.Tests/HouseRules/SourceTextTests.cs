using Xunit;

namespace SaliencyPS.Tests.HouseRules;

/// <summary>What the rules for source text look at is found.</summary>
public sealed class SourceTextTests
{
    [Theory]
    [InlineData("1234", 4, "")]
    [InlineData("1234\r\n12345\r\n", 4, "2")]
    [InlineData("→→→→\n→→→→→", 4, "2")]
    [InlineData("\U0001F600\U0001F600", 2, "")]
    public void Wide_lines(string text, int widest, string lines) =>
        Assert.Equal(lines, string.Join(' ', SourceText.WideLines(text, widest)));

    [Theory]
    [InlineData("/// <summary>A line.</summary>", "")]
    [InlineData("/// <summary>A line. The same line.</summary>", "")]
    [InlineData("// The same line.", "")]
    [InlineData("/// <summary>The same line.</summary>", "1")]
    [InlineData("    /// <summary>\n    /// The same line.\n    /// </summary>", "2")]
    [InlineData("/// <summary>A line.</summary>\n/// <param name=\"line\">The same line.</param>", "2")]
    public void Comparisons(string text, string lines) => Assert.Equal(lines, string.Join(' ', SourceText.Comparisons(text)));

    [Theory]
    [InlineData("namespace N;\n\ninternal static class A\n{\n    private sealed class B;\n}", "A")]
    [InlineData("public sealed partial class A<T> : B where T : class\n{\n}\n", "A")]
    [InlineData("[Flags] public enum A\n{\n}\n", "A")]
    [InlineData("public readonly record struct A(int X);\n\ninternal sealed record B(int X);\n\ninternal interface IC;",
        "A B IC")]
    [InlineData("internal unsafe delegate (int, int) A<in T>(T value);", "A")]
    [InlineData("/// <summary>A class of things.</summary>\n// class B\nreturn Run(args);", "")]
    public void Types(string text, string names) => Assert.Equal(names, string.Join(' ', SourceText.TopLevelTypes(text)));
}
