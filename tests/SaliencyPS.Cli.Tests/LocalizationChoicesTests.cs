using System.CommandLine;
using SaliencyPS.Cli.Commands;
using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Localization;
using Xunit;

namespace SaliencyPS.Cli.Tests;

/// <summary>Each option of the localisation changes what it says, over any preset, and nothing else.</summary>
public sealed class LocalizationChoicesTests
{
    private static readonly (string Option, Func<LocalizationOptions, LocalizationOptions> Change)[] Choices =
    [
        ("--upsampling bicubic", o => o with { Upsampling = MapInterpolation.Bicubic }),
        ("--upsampling Nearest", o => o with { Upsampling = MapInterpolation.Nearest }),
        ("--smoothing 0.02", o => o with { Smoothing = 0.02 }),
        ("--seed-rule mass", o => o with { SeedRule = SeedRule.Mass }),
        ("--foreground-quantile 0.9", o => o with { ForegroundQuantile = 0.9 }),
        ("--background-quantile 0.4", o => o with { BackgroundQuantile = 0.4 }),
        ("--foreground-mass 0.4", o => o with { ForegroundMass = 0.4 }),
        ("--background-mass 0.9", o => o with { BackgroundMass = 0.9 }),
        ("--object-mass 0.8", o => o with { ObjectMass = 0.8 }),
        ("--sharpness 1.25", o => o with { Sharpness = 1.25 }),
        ("--saliency-weight 2", o => o with { SaliencyWeight = 2 }),
        ("--max-evidence 5", o => o with { MaximumEvidence = 5 }),
        ("--components 7", o => o with { Components = 7 }),
        ("--mixture-iterations 4", o => o with { MixtureIterations = 4 }),
        ("--color-space lab", o => o with { ColorSpace = ColorSpace.Lab }),
        ("--covariance-floor 3", o => o with { CovarianceFloor = 3 }),
        ("--contrast-weight 11", o => o with { ContrastWeight = 11 }),
        ("--connectivity four", o => o with { Connectivity = Connectivity.Four }),
        ("--seed-constraint both", o => o with { SeedConstraint = SeedConstraint.Both }),
        ("--refinements 5", o => o with { Refinements = 5 }),
        ("--fill-holes", o => o with { FillHoles = true }),
        ("--max-cut-pixels 500", o => o with { MaximumCutPixels = 500 }),
        ("--segmenter opencv", o => o with { Segmenter = Segmenter.OpenCV }),
        ("--min-area 0.3", o => o with { MinimumArea = 0.3 }),
    ];

    [Fact]
    public void Each_option_reaches_the_engine()
    {
        Assert.Equal(LocalizationPresets.For(SaliencyMethod.GradCAM), Parse(""));
        foreach (var preset in LocalizationPresets.All)
            Assert.All(Choices,
                choice => Assert.Equal(choice.Change(preset.Value), Parse($"--preset {preset.Key} {choice.Option}")));
        Assert.All(Choices, choice => Assert.NotEqual(LocalizationOptions.Default, choice.Change(LocalizationOptions.Default)));
        Assert.Equal(Choices.Aggregate(LocalizationOptions.Default,
            (o, choice) => choice.Change(o)) with { Upsampling = MapInterpolation.Bicubic },
            Parse("--preset paper " + string.Join(' ',
                Choices.Select(choice => choice.Option).Where(option => !option.EndsWith("Nearest", StringComparison.Ordinal)))));
    }

    [Fact]
    public void No_option_is_missing()
    {
        var changed = Choices.SelectMany(choice => typeof(LocalizationOptions).GetProperties()
            .Where(p => p.CanWrite
                && !Equals(p.GetValue(LocalizationOptions.Default), p.GetValue(choice.Change(LocalizationOptions.Default)))));
        Assert.Equal(typeof(LocalizationOptions).GetProperties().Where(p => p.CanWrite).Select(p => p.Name).Order(),
            changed.Select(p => p.Name).Distinct().Order());
    }

    [Theory]
    [InlineData("--smoothing 0.6", "--smoothing takes a number, 0 to 0.5; '0.6' is none.")]
    [InlineData("--refinements 21", "--refinements takes a number, 0 to 20; '21' is none.")]
    [InlineData("--connectivity six", "--connectivity takes eight or four; 'six' is none of them.")]
    [InlineData("--color-space hsv", "--color-space takes rgb or lab; 'hsv' is none of them.")]
    [InlineData("--segmenter opencv", "OpenCV")]
    [InlineData("--upsampling 1", "--upsampling takes bilinear or nearest or bicubic; '1' is none of them.")]
    public void What_is_out_of_range_is_refused(string option, string message)
    {
        using var bench = new Workbench();
        var result = bench.Run(["box", bench.Image("a.png"), "-n", bench.Network, .. option.Split(' ')]);
        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Error);
    }

    private static LocalizationOptions Parse(string options)
    {
        var (choices, instances, command) = (new LocalizationChoices(), new InstanceOptions(), new Command("box"));
        choices.AddTo(command);
        instances.AddTo(command);
        var parse = command.Parse(options);
        Assert.Empty(parse.Errors);
        return instances.Apply(parse, choices.Options(parse, SaliencyMethod.GradCAM));
    }
}
