using System.CommandLine;
using System.Globalization;
using SaliencyPS.Cli.Output;
using SaliencyPS.Networks.Store;
using SaliencyPS.Tests.Options;
using Xunit;

namespace SaliencyPS.Cli.Tests;

/// <summary>Every option with a number or a choice is that of a definition; cmdlets and help are compared with it, too.</summary>
public sealed class OptionParityTests
{
    private static readonly (string Command, Option Option)[] Options = [.. Leaves(SaliencyProgram.Root(Session()))
        .SelectMany(command => command.Options.Select(option => (command.Name, option)))];

    [Fact]
    public void Each_option_is_as_defined()
    {
        foreach (var (command, option) in Options)
        {
            if (Define(command, option) is not { } defined) continue;
            if (option.HasDefaultValue && defined.Default is { } value)
                Assert.True(value.Equals(option.GetDefaultValue()),
                    $"{option.Name} of '{command}' is {option.GetDefaultValue()} by default, but {defined.Place} says {value}.");
            // Where presets decide, no one value is the default.
            if (defined.InPresets is { } words && option is not Option<bool>)
                Assert.True(!option.HasDefaultValue && option.Description!.Contains($"By default {words.ToLowerInvariant()}.")
                    || words.EndsWith(" in every preset", StringComparison.Ordinal) && option.HasDefaultValue,
                    $"{option.Name} of '{command}' says '{option.Description}', but {defined.Place} is {words}.");
            if (!defined.IsNumber) continue;
            var alone = new Command("alone") { option };
            object[] ends = defined.Range.Contains("to") ? [defined.Minimum!, defined.Maximum!] : [defined.Minimum!];
            foreach (var (number, inside) in ends.Select(end => (end, true)).Concat(defined.Outside.Select(end => (end, false))))
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"{number}");
                Assert.True(alone.Parse([option.Name, text]).Errors.Count == 0 == inside,
                    $"{option.Name} of '{command}' {(inside ? "refuses" : "takes")} {text}, but {defined.Place} says "
                    + $"{defined.Range}.");
            }
        }
    }

    [Fact]
    public void Each_definition_is_of_an_option()
    {
        var used = Options.Select(pair => Define(pair.Command, pair.Option)).ToHashSet();
        foreach (var defined in DefinedOption.All.Where(defined => defined.Definition.Option is not null))
            Assert.True(used.Contains(defined),
                $"{defined.Place} defines {defined.Definition.Option}, but no command has that option with that help.");
    }

    // One name may be defined for several commands; the help tells which it is.
    private static DefinedOption? Define(string command, Option option)
    {
        DefinedOption[] named = [.. DefinedOption.All.Where(defined => defined.Definition.Option == option.Name)];
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType.GetElementType() ?? option.ValueType;
        if (named.Length == 0)
        {
            Assert.False(type.IsEnum || type.IsPrimitive && type != typeof(bool) && !option.ValueType.IsArray,
                $"{option.Name} of '{command}' has no definition in SaliencyPS.Options.");
            return null;
        }

        var help = option.Description ?? "";
        var found = named.FirstOrDefault(defined => help.StartsWith(defined.Definition.Help, StringComparison.Ordinal));
        Assert.True(found is not null,
            $"{option.Name} of '{command}' says '{help}', but {named[0].Place} says '{named[0].Definition.Help}'.");
        return found;
    }

    private static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Leaves);

    private static Session Session() => new()
    {
        In = TextReader.Null, Out = TextWriter.Null, Error = TextWriter.Null,
        Progress = new ProgressLine(TextWriter.Null, watched: false), Networks = new NetworkStore(""),
    };
}
