using System.Collections;
using System.Management.Automation;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Imaging;
using SaliencyPS.Localization;
using Xunit;

namespace SaliencyPS.Tests.Binding;

public sealed class ResultConverterTests
{
    private readonly ResultConverter _converter = new();

    [Fact]
    public void MapsKeepEveryBit()
    {
        var map = new SaliencyMap([0, float.Epsilon, 0.1f, 1e30f, 2, 3], 3, 2, 30, 40);
        var copy = Assert.IsType<SaliencyMap>(Convert(typeof(SaliencyMap), ("GridWidth", 3), ("GridHeight", 2), ("Width", 30),
            ("Height", 40), ("Data", ResultConverter.GetData(new PSObject(map)))));
        Assert.Equal(map.Grid, copy.Grid);
        Assert.Equal((3, 2, 30, 40), (copy.GridWidth, copy.GridHeight, copy.Width, copy.Height));
    }

    [Fact]
    public void MasksKeepEveryBit()
    {
        var mask = ObjectMask.FromBools(3, 3, [true, false, true, false, false, true, true, false, true]);
        var copy = Assert.IsType<ObjectMask>(Convert(typeof(ObjectMask), ("Width", 3), ("Height", 3), ("Bits", mask.Bits)));
        Assert.Equal(mask.ToBoolArray(), copy.ToBoolArray());
    }

    [Fact]
    public void BoxesKeepTheirPlace() => Assert.Equal(
        new BoundingBox(-3, 4, 5, 6),
        Convert(typeof(BoundingBox), ("X", -3), ("Y", 4), ("Width", new PSObject(5)), ("Height", 6)));

    [Fact]
    public void ModelImagesKeepEverything()
    {
        var image = new RgbImage(2, 1, [1, 2, 3, 4, 5, 6]);
        var copy = Assert.IsType<ClassModelImage>(Convert(
            typeof(ClassModelImage), ("ClassIndex", 3), ("Label", "dog"), ("Network", "net"),
            ("Objective", new PSObject((int)ClassModelObjective.Probability)),
            ("Score", 1.5), ("Probability", 0.25), ("ScoreHistory", new PSObject(new ArrayList { 0.5, 1.5 })),
            ("Image", new PSObject(image))));
        Assert.Equal((3, "dog", "net", ClassModelObjective.Probability, 1.5, 0.25),
            (copy.ClassIndex, copy.Label, copy.Network, copy.Objective, copy.Score, copy.Probability));
        Assert.Equal([0.5, 1.5], copy.ScoreHistory);
        Assert.Same(image, copy.Image);
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Assert.Throws<ArgumentException>(() => Convert(typeof(ObjectMask), ("Width", 3), ("Height", 3), ("Bits", new byte[1])));
        Assert.Throws<ArgumentException>(() => Convert(typeof(ObjectMask), ("Width", 3), ("Height", 3)));
        Assert.Throws<ArgumentException>(() => Convert(typeof(SaliencyMap), ("GridWidth", int.MaxValue),
            ("GridHeight", int.MaxValue), ("Width", 1), ("Height", 1), ("Data", new byte[4])));
    }

    private object Convert(Type type, params (string Name, object Value)[] properties)
    {
        var source = new PSObject(new object());
        foreach (var (name, value) in properties) source.Properties.Add(new PSNoteProperty(name, value));
        return _converter.ConvertFrom(source, type, null!, ignoreCase: true);
    }
}
