using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Localization;
using SaliencyPS.Tests.HouseRules;
using SaliencyPS.Tests.Options;
using Xunit;

namespace SaliencyPS.Tests;

/// <summary>
/// Every parameter with a number or a choice is that of a definition, and so is what the help says of it: it begins with the
/// definition's line and states range and default. The options of the command line are compared with the same definitions.
/// </summary>
public sealed class OptionParityTests
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";

    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/command/2004/10";

    private static readonly XDocument Help = XDocument.Load(
        Path.Combine(Repository.Root, "module", "en-US", "SaliencyPS.Cmdlets.dll-Help.xml"));

    private static readonly (string Name, Type Cmdlet, PropertyInfo Parameter)[] Parameters =
    [
        .. from type in typeof(PathCommand).Assembly.GetTypes()
           let name = type.CommandName
           where name is not null
           from property in type.GetProperties()
           where property.IsDefined(typeof(ParameterAttribute))
           select ($"{name} -{property.Name}", type, property),
    ];

    [Fact]
    public void RangesAreThoseOfTheDefinitions()
    {
        foreach (var (name, _, parameter) in Parameters)
        {
            if (Define(name, parameter) is not { IsNumber: true } defined) continue;
            var range = parameter.GetCustomAttribute<ValidateRangeAttribute>();
            if (defined.Range.Length > 0 || range is not null)
                Assert.True(Equals(range?.MinRange, defined.Minimum) && Equals(range?.MaxRange, defined.Maximum),
                    $"{name} is validated from {range?.MinRange ?? "anything"} to {range?.MaxRange ?? "anything"}, "
                    + $"but {defined.Place} says {defined.Range}.");
            Assert.True(defined.Range.Length == 0 || States(Described(name), defined.Range),
                $"{name} is described as '{Described(name)}', which must state the range of {defined.Place}: '{defined.Range}'.");
        }
    }

    [Fact]
    public void DefaultsAreThoseOfTheDefinitions()
    {
        foreach (var (name, cmdlet, parameter) in Parameters)
        {
            if (Define(name, parameter) is not { } defined || parameter.PropertyType == typeof(SwitchParameter)) continue;
            var value = parameter.GetValue(Activator.CreateInstance(cmdlet));
            if (value is not null && defined.IsNumber)
                Assert.True(value.Equals(defined.Default),
                    $"{name} is {value} by default, but {defined.Place} says {defined.Default ?? "nothing"}.");
            var statement = value is null ? defined.InPresets
                : parameter.Name == "ThrottleLimit" ? "By default the number of processors"
                : $"By default {Words(value)}";
            if (statement is not null)
                Assert.True(States(Described(name), statement),
                    $"{name} is described as '{Described(name)}', which must state the default: '{statement}'.");
        }
    }

    [Fact]
    public void DefaultsThatDependOnOtherThingsAreStated()
    {
        Assert.True(States(Described("Find-ObjectBox -Preset"), $"By default {LocalizationPresets.Standards}"),
            $"The help of -Preset must state: 'By default {LocalizationPresets.Standards}'.");
        foreach (var (name, _, _) in Parameters.Where(p => p.Name.EndsWith(" -Network", StringComparison.Ordinal)
            && !p.Name.StartsWith("Measure-ObjectLocalization", StringComparison.Ordinal)))
            Assert.True(States(Described(name), "Without it the default network is used: that of the environment variable "
                + "SALIENCYPS_NETWORK, the one that Set-SaliencyNetwork chose, or the built-in one"),
                $"{name} is described as '{Described(name)}', which must state the default network.");
    }

    [Fact]
    public void EachDefinitionIsOfAParameter()
    {
        var used = Parameters.Select(p => Define(p.Name, p.Parameter)).ToHashSet();
        foreach (var defined in DefinedOption.All.Where(defined => defined.Definition.Parameter is not null))
            Assert.True(used.Contains(defined),
                $"{defined.Place} defines -{defined.Definition.Parameter}, but no cmdlet has that parameter with that help.");
    }

    // One name may be defined for several cmdlets; the help tells which it is.
    private static DefinedOption? Define(string name, PropertyInfo parameter)
    {
        DefinedOption[] named = [.. DefinedOption.All.Where(defined => defined.Definition.Parameter == parameter.Name)];
        var type = Nullable.GetUnderlyingType(parameter.PropertyType) ?? parameter.PropertyType;
        if (named.Length == 0 || (type.IsArray && !type.GetElementType()!.IsEnum))
        {
            Assert.False(type.IsEnum || type.IsPrimitive, $"{name} has no definition in SaliencyPS.Options.");
            return null;
        }

        var help = Described(name);
        var found = named.FirstOrDefault(defined => help.StartsWith(defined.Definition.Help, StringComparison.Ordinal));
        // Text may be anything.
        Assert.True(found is not null || type == typeof(string),
            $"{name} is described as '{help}', but {named[0].Place} says '{named[0].Definition.Help}'.");
        return found;
    }

    private static string Described(string name)
    {
        var (cmdlet, parameter) = (name.Split(" -")[0], name.Split(" -")[1]);
        return Help.Descendants(Dev + "command").Single(c => c.Descendants(Dev + "name").First().Value == cmdlet)
            .Element(Dev + "parameters")!.Elements(Dev + "parameter").Single(p => p.Element(Maml + "name")!.Value == parameter)
            .Element(Maml + "description")!.Value.Trim();
    }

    // As words of their own: "0 to 1" is not stated by "0 to 10".
    private static bool States(string description, string statement) =>
        Regex.IsMatch(description, $@"(?<![\w.]){Regex.Escape(statement)}(?!\w|\.\d)",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static string Words(object value) => value is Array several ? string.Join(", ", several.Cast<object>().Select(Words))
        : value is long and >= 1_000_000 and var many
        ? string.Create(CultureInfo.InvariantCulture, $"{many / 1e6} million")
        : string.Create(CultureInfo.InvariantCulture, $"{value}");
}
