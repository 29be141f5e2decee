using System.Text.RegularExpressions;
using SaliencyPS.Localization;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Tensors;
using Xunit;

namespace SaliencyPS.Tests.Saliency.Methods;

/// <summary>Nothing of a new method is forgotten.</summary>
public sealed class MethodCatalogTests
{
    [Fact]
    public void Every_method_has_an_entry_a_preset_and_a_row_in_the_documentation()
    {
        var rows = File.ReadAllText(Path.Combine(HouseRules.Repository.Root, "docs", "methods.md"));
        foreach (var method in Enum.GetValues<SaliencyMethod>())
        {
            Assert.True(Record.Exception(() => MethodCatalog.Entry(method)) is null, $"{method} has no entry in MethodCatalog.");
            Assert.True(Record.Exception(() => LocalizationPresets.For(method)) is null,
                $"{method} has no preset in LocalizationPresets.");
            Assert.True(Regex.IsMatch(rows, $@"\b{method}\b"), $"docs/methods.md does not tell of {method}.");
        }
    }

    [Fact]
    public void Every_class_of_a_method_is_made_by_an_entry()
    {
        var network = TestNetworks.Small(1);
        var made = Enum.GetValues<SaliencyMethod>()
            .Select(method => MethodCatalog.Create(Attribution.OfAttention.Contains(method) ? TestNetworks.Tokens() : network,
                new AttributionOptions { Method = method }).GetType()).ToHashSet();
        foreach (var type in typeof(AttributionMethod).Assembly.GetTypes()
                     .Where(type => type.IsSubclassOf(typeof(AttributionMethod)) && !type.IsAbstract))
            Assert.True(made.Contains(type),
                $"No method of SaliencyMethod is a {type.Name}: add a member and its entry in MethodCatalog.");
    }

    [Fact]
    public void Every_kind_of_relevance_has_rules()
    {
        foreach (var kind in Enum.GetValues<RelevanceKind>())
        {
            var network = TestNetworks.Chain(new TensorShape(2), ("odd", new Odd(kind)));
            var error = Record.Exception(() => RelevanceRules.Relevance(network));
            if (kind == RelevanceKind.Undefined) Assert.Contains("'odd'", Assert.IsType<ArgumentException>(error).Message);
            else Assert.True(error is null, $"RelevanceRules has no rule for {kind}.");
        }
    }

    private sealed record Odd(RelevanceKind Kind) : Layer
    {
        internal override RelevanceKind Relevance => Kind;

        public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => inputs[0];

        public override ReceptiveField Field(ReceptiveField input, TensorShape shape) => input;

        public override long MultiplyAdds(TensorShape output) => 0;
    }
}
