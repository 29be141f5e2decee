using System.Reflection;
using System.Text.RegularExpressions;
using SaliencyPS.ClassModels;
using SaliencyPS.Evaluation.Agreement;
using SaliencyPS.Evaluation.Faithfulness;
using SaliencyPS.Evaluation.Figures;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Localization;
using SaliencyPS.Networks.Store;
using SaliencyPS.Options;
using SaliencyPS.Reporting;
using SaliencyPS.Results;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Saliency.Neurons;
using Xunit;

namespace SaliencyPS.Tests.Options;

/// <summary>The engine's options have the defaults of their definitions and refuse what is out of range.</summary>
public sealed partial class OptionDefinitionTests
{
    private static readonly (Type Definitions, Func<object> Create)[] Records =
    [
        (typeof(SaliencyDefinitions), () => new SaliencyOptions()),
        (typeof(ReadingDefinitions), () => new SaliencyOptions()),
        (typeof(AttributionDefinitions), () => new AttributionOptions()),
        (typeof(LocalizationDefinitions), () => new LocalizationOptions()),
        (typeof(ClassModelDefinitions), () => new ClassModelOptions()),
        (typeof(MeasureDefinitions), () => new MeasureOptions()),
        (typeof(FaithfulnessDefinitions), () => new FaithfulnessOptions()),
        (typeof(MeasureDefinitions), () => new FaithfulnessOptions()),
        (typeof(NeuronDefinitions), () => new NeuronOptions { Layer = "1" }),
        (typeof(ReadingDefinitions), () => new NeuronOptions { Layer = "1" }),
        (typeof(VerificationDefinitions), () => new VerificationOptions()),
    ];

    // Names that are older than the rule that both faces use the same words.
    private static readonly Dictionary<string, string> OldNames = new()
    {
        ["--threads"] = "ThrottleLimit", ["--memory"] = "MemoryLimit", ["--max-pixels"] = "MaximumPixels",
        ["--samples"] = "SampleCount",
        ["--max-evidence"] = "MaximumEvidence", ["--components"] = "Component", ["--mixture-iterations"] = "Iteration",
        ["--refinements"] = "Refinement", ["--max-cut-pixels"] = "MaximumCutPixels", ["--min-area"] = "MinimumArea",
        ["--lambda"] = "Regularization", ["--iterations"] = "Iteration", ["--colors"] = "Color",
        ["--image-side"] = "MaximumImageSide", ["--resamples"] = "Resample", ["--resample-seed"] = "Seed",
    };

    [Fact]
    public void Defaults_are_those_of_the_definitions()
    {
        foreach (var (option, record, property) in Numbers())
            if (option.Default is { } value)
                Assert.True(value.Equals(property.GetValue(record)),
                    $"{record.GetType().Name}.{option.Name} is {property.GetValue(record)} by default, but {option.Place} says "
                    + $"{value}.");
        Assert.Equal(DrawingDefinitions.MaximumImageSideDefault, new ReportOptions().MaximumImageSide);
        Assert.Equal(DrawingDefinitions.QualityDefault, ImageQuality.Standard);
        Assert.Equal(ReadingDefinitions.MaximumPixelsDefault, ImageLimits.Default.MaximumPixels);
    }

    [Fact]
    public void Defaults_that_depend_on_the_method_are_told()
    {
        var network = NetworkReader.Read(NetworkStore.BuiltIn.Path);
        MapSettings Describe(SaliencyMethod method) =>
            MethodCatalog.Describe(network, new() { Attribution = new() { Method = method } });
        SaliencyMethod[] methods = [.. Enum.GetValues<SaliencyMethod>().Except( // which the network does not have
            [SaliencyMethod.AttentionRollout, SaliencyMethod.AttentionRelevance, SaliencyMethod.LeGrad])];

        var counts = methods.Where(method => Describe(method).SampleCount is not null)
            .GroupBy(method => Describe(method).SampleCount!.Value, method => $"{method}").OrderBy(group => group.Key)
            .Select(group => $"{group.Key} for {And([.. group])}");
        Assert.EndsWith($"; by default {string.Join(", ", counts)}.", AttributionDefinitions.Samples.Help);

        var sums = methods.Where(method => Describe(method).ChannelReduction == ChannelReduction.Sum);
        Assert.EndsWith($"; by default Sum for {And([.. sums.Select(method => $"{method}")])}, Maximum for the others.",
            AttributionDefinitions.ChannelReduction.Help);
        Assert.All(methods.Except(sums),
            method => Assert.Contains(Describe(method).ChannelReduction, (ChannelReduction?[])[null, ChannelReduction.Maximum]));

        static string And(string[] names) =>
            names is [.. var first, var last] && first.Length > 0 ? $"{string.Join(", ", first)} and {last}" : names[0];
    }

    [Fact]
    public void What_is_out_of_range_is_refused_by_name()
    {
        var refused = 0;
        foreach (var (option, record, property) in Numbers())
            foreach (var value in option.Outside)
            {
                var given = property.GetValue(record);
                property.SetValue(record, value);
                var validate = record.GetType().GetMethod(
                    "Validate", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!;
                var fault = Record.Exception(() => validate.Invoke(record, null))?.InnerException as ArgumentOutOfRangeException;
                Assert.True(fault?.ParamName == option.Name,
                    $"{record.GetType().Name} takes {value} for {option.Name}, but {option.Place} says {option.Range}.");
                property.SetValue(record, given);
                refused++;
            }

        Assert.InRange(refused, 80, int.MaxValue);
    }

    [Fact]
    public void Each_number_has_a_definition()
    {
        foreach (var record in Records.Select(pair => pair.Create().GetType()).Distinct())
            foreach (var property in record.GetProperties())
            {
                var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
                var defined = DefinedOption.All.Any(option => option.Name == property.Name && option.IsNumber);
                Assert.True(defined || !type.IsPrimitive || type == typeof(bool),
                    $"{record.Name}.{property.Name} has no definition in SaliencyPS.Options.");
            }
    }

    [Fact]
    public void New_options_have_one_name()
    {
        foreach (var option in DefinedOption.All)
        {
            if (option.Definition is not { Option: { } name, Parameter: { } parameter }) continue;
            var expected = OldNames.GetValueOrDefault(name)
                ?? Words().Replace(name, match => match.Groups[1].Value.ToUpperInvariant());
            Assert.True(parameter == expected, $"{option.Place}: {name} goes with -{expected}, not with -{parameter}.");
        }
    }

    [Fact]
    public void Ranges_are_told_in_words()
    {
        Assert.Equal("0 to 0.5", LocalizationDefinitions.Smoothing.Range);
        Assert.Equal("above 0", LocalizationDefinitions.CovarianceFloor.Range);
        Assert.Equal("1 or more", ReadingDefinitions.MaximumPixels.Range);
        Assert.Equal("", ClassModelDefinitions.Seed.Range);
        var contrast = AttributionDefinitions.ClassContrast;
        var fault = Assert.Throws<ArgumentOutOfRangeException>(() => contrast.Check(1.5, "ClassContrast"));
        Assert.StartsWith("ClassContrast must be 0 to 1.", fault.Message);
        AttributionDefinitions.Samples.Check((int?)null);
        AttributionDefinitions.Samples.Check((int?)1_000_000);
    }

    private static IEnumerable<(DefinedOption Option, object Record, PropertyInfo Property)> Numbers() =>
        from pair in Records
        let record = pair.Create()
        from option in DefinedOption.All
        where option.Owner == pair.Definitions && option.IsNumber
        let property = record.GetType().GetProperty(option.Name)
        where property is not null
        select (option, record, property);

    [GeneratedRegex("-+([a-z])")]
    private static partial Regex Words();
}
