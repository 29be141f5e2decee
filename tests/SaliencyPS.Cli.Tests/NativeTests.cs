using Xunit;

namespace SaliencyPS.Cli.Tests;

/// <summary>The native program, where <c>SALIENCYPS_NATIVE</c> names one, does what the program for .NET does.</summary>
[Trait("Speed", "Slow")]
public sealed class NativeTests
{
    private const string Variable = "SALIENCYPS_NATIVE";

    private static string Native
    {
        get
        {
            var native = Environment.GetEnvironmentVariable(Variable);
            Assert.SkipWhen(string.IsNullOrEmpty(native),
                $"{Variable} names no native program; dotnet publish src/SaliencyPS.Cli -r with a platform makes one.");
            return Path.GetFullPath(native!);
        }
    }

    [Fact]
    public void Boxes_are_the_same() => Assert.Equal(new WholeProgram().Boxes(), new WholeProgram(Native).Boxes());

    [Fact]
    public void Maps_are_the_same() => Assert.Equal(new WholeProgram().Maps(), new WholeProgram(Native).Maps());

    [Fact]
    public void Class_model_images_are_the_same() =>
        Assert.Equal(new WholeProgram().ClassModelImage(), new WholeProgram(Native).ClassModelImage());

    // What reads types at run time would miss those that the native program was made without.
    [Theory]
    [InlineData("network available --json")]
    [InlineData("network show scenes --layers --json")]
    [InlineData("neuron airplane-000.jpg --layer /1/AveragePool --strongest 2 --json")]
    [InlineData("evaluate ground-truth.json --json")]
    [InlineData("box airplane-000.jpg apple-001.jpg")]
    [InlineData("box --help")]
    public void Other_commands_say_the_same(string arguments)
    {
        var words = arguments.Split(' ');
        Assert.Equal(new WholeProgram().Run(words), new WholeProgram(Native).Run(words));
    }

    [Fact]
    public void Libraries_are_refused_with_the_reason() =>
        Assert.Contains("The native program takes no libraries, ImageSharp included", new WholeProgram(Native).Run("engine"));
}
