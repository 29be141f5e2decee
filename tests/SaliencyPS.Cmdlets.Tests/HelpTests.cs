using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SaliencyPS.Tests.HouseRules;
using Xunit;

namespace SaliencyPS.Tests;

/// <summary>The defaults that the help states are those of the cmdlets.</summary>
public sealed partial class HelpTests
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10",
        Maml = "http://schemas.microsoft.com/maml/2004/10";

    [Fact]
    public void NumbersInTheHelpAreTheDefaults()
    {
        var help = XDocument.Load(Path.Combine(Repository.Root, "module", "en-US", "SaliencyPS.Cmdlets.dll-Help.xml"));
        var compared = 0;
        foreach (var type in typeof(Cmdlets.Commands.FindObjectBoxCommand).Assembly.GetTypes())
        {
            if (type.CommandName is not { } name) continue;
            var described = help.Descendants(Command + "command")
                .Single(c => c.Descendants(Command + "name").First().Value == name);
            foreach (var parameter in described.Element(Command + "parameters")!.Elements(Command + "parameter"))
            {
                var stated = StatedDefault().Match(parameter.Element(Maml + "description")!.Value);
                if (!stated.Success) continue;
                var value = double.Parse(stated.Groups[1].Value, CultureInfo.InvariantCulture)
                    * (stated.Groups[2].Success ? 1e6 : 1);
                var property = type.GetProperty(parameter.Element(Maml + "name")!.Value)!;
                Assert.Equal(value,
                    Convert.ToDouble(property.GetValue(Activator.CreateInstance(type)), CultureInfo.InvariantCulture));
                compared++;
            }
        }

        Assert.True(compared >= 9, $"Only {compared} defaults were compared.");
    }

    [Fact]
    public void EachErrorIdIsExplained()
    {
        var topic = File.ReadAllLines(Path.Combine(Repository.Root, "module", "en-US", "about_SaliencyPS_Errors.help.txt"));
        foreach (var id in Enum.GetNames<Cmdlets.Errors.ErrorId>())
        {
            var heading = Array.IndexOf(topic, "  " + id);
            Assert.True(heading > 0, $"There is no help for {id}.");
            Assert.StartsWith("    Category  ", topic[heading + 1]);
        }
    }

    [Fact]
    public void EachMethodIsDescribed()
    {
        var page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "methods.md"));
        var topic = File.ReadAllLines(Path.Combine(Repository.Root, "module", "en-US", "about_SaliencyPS_Methods.help.txt"));
        foreach (var method in Enum.GetNames<SaliencyMethod>())
        {
            var section = page.SkipWhile(line => line != $"### {method}").Skip(1)
                .TakeWhile(line => !line.StartsWith('#')).ToArray();
            foreach (var part in (string[])["- Passes: ", "- Use it ", "- Parameters: "])
                Assert.True(section.Any(line => line.StartsWith(part, StringComparison.Ordinal)),
                    $"docs/methods.md: {method} has no line '{part}'.");
            Assert.Matches(@"\b(19|20)\d\d\b|et al\.", string.Concat(section)); // whose it is
            Assert.Contains(page,
                line => line.StartsWith($"| [{method}](#{method.ToLowerInvariant()}) | ", StringComparison.Ordinal));
            var entry = topic.SkipWhile(line => line != "  " + method).Skip(1).TakeWhile(line => line.Length > 0);
            Assert.Contains("asses", string.Concat(entry), StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"By default (\d+(?:\.\d+)?)( million)?")]
    private static partial Regex StatedDefault();
}
