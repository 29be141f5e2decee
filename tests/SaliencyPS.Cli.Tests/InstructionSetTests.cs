using Xunit;

namespace SaliencyPS.Cli.Tests;

/// <summary>
/// The whole program with instruction sets switched off: machines with narrower vectors, or none, give the same bytes.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class InstructionSetTests
{
    private static readonly Lazy<string> Widest = new(new WholeProgram().Boxes), WidestMaps = new(new WholeProgram().Maps);

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void Boxes_do_not_depend_on_the_instruction_set(string switchedOff)
    {
        Assert.Contains("\"probability\"", Widest.Value);
        Assert.Equal(Widest.Value, new WholeProgram(switchedOff: switchedOff).Boxes());
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void Maps_of_other_methods_do_not_depend_on_the_instruction_set(string switchedOff) =>
        Assert.Equal(WidestMaps.Value, new WholeProgram(switchedOff: switchedOff).Maps());

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void Class_model_images_do_not_depend_on_the_instruction_set(string switchedOff) =>
        Assert.Equal(new WholeProgram().ClassModelImage(), new WholeProgram(switchedOff: switchedOff).ClassModelImage());
}
