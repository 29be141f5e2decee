using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Localization;
using Xunit;

namespace SaliencyPS.Tests.Commands;

/// <summary>Each parameter of the localisation changes what it says, over any preset, and nothing else.</summary>
public sealed class LocalizationCommandTests
{
    private static readonly (Action<Probe> Set, Func<LocalizationOptions, LocalizationOptions> Change)[] Choices =
    [
        (c => c.Upsampling = MapInterpolation.Nearest, o => o with { Upsampling = MapInterpolation.Nearest }),
        (c => c.Smoothing = 0.02, o => o with { Smoothing = 0.02 }),
        (c => c.SeedRule = SeedRule.Mass, o => o with { SeedRule = SeedRule.Mass }),
        (c => c.ForegroundQuantile = 0.9, o => o with { ForegroundQuantile = 0.9 }),
        (c => c.BackgroundQuantile = 0.4, o => o with { BackgroundQuantile = 0.4 }),
        (c => c.ForegroundMass = 0.4, o => o with { ForegroundMass = 0.4 }),
        (c => c.BackgroundMass = 0.9, o => o with { BackgroundMass = 0.9 }),
        (c => c.ObjectMass = 0.8, o => o with { ObjectMass = 0.8 }),
        (c => c.Sharpness = 1.25, o => o with { Sharpness = 1.25 }),
        (c => c.SaliencyWeight = 2, o => o with { SaliencyWeight = 2 }),
        (c => c.MaximumEvidence = 5, o => o with { MaximumEvidence = 5 }),
        (c => c.Component = 7, o => o with { Components = 7 }),
        (c => c.Iteration = 4, o => o with { MixtureIterations = 4 }),
        (c => c.ColorSpace = ColorSpace.Lab, o => o with { ColorSpace = ColorSpace.Lab }),
        (c => c.CovarianceFloor = 3, o => o with { CovarianceFloor = 3 }),
        (c => c.ContrastWeight = 11, o => o with { ContrastWeight = 11 }),
        (c => c.Connectivity = Connectivity.Four, o => o with { Connectivity = Connectivity.Four }),
        (c => c.Refinement = 5, o => o with { Refinements = 5 }),
        (c => c.FillHoles = true, o => o with { FillHoles = true }),
        (c => c.SeedConstraint = SeedConstraint.Both, o => o with { SeedConstraint = SeedConstraint.Both }),
        (c => c.MaximumCutPixels = 500, o => o with { MaximumCutPixels = 500 }),
        (c => c.Segmenter = Segmenter.OpenCV, o => o with { Segmenter = Segmenter.OpenCV }),
        (c => c.MinimumArea = 0.3, o => o with { MinimumArea = 0.3 }),
    ];

    [Fact]
    public void EachParameterReachesTheEngine()
    {
        Assert.Equal(LocalizationPresets.For(SaliencyMethod.GradCAM), new Probe().Chosen);
        foreach (var preset in LocalizationPresets.All)
            Assert.All(Choices, choice =>
            {
                var probe = new Probe { Preset = preset.Key };
                choice.Set(probe);
                Assert.Equal(choice.Change(preset.Value), probe.Chosen);
            });
        var all = new Probe { Preset = LocalizationPresets.Paper };
        foreach (var (set, _) in Choices) set(all);
        Assert.Equal(Choices.Aggregate(LocalizationOptions.Default, (options, choice) => choice.Change(options)), all.Chosen);
        // None of them is what it is by default, and none is missing.
        Assert.All(typeof(LocalizationOptions).GetProperties().Where(p => p.CanWrite),
            p => Assert.NotEqual(p.GetValue(LocalizationOptions.Default), p.GetValue(all.Chosen)));
    }

    private sealed class Probe : LocalizationCommand
    {
        public LocalizationOptions Chosen => Options(SaliencyMethod.GradCAM);
    }
}
