using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>Which output of a graph holds the class scores.</summary>
internal static class OnnxOutput
{
    /// <summary>Operators that turn scores into labels or tables, after which nothing is a score.</summary>
    private const string TablesDomain = "ai.onnx.ml.";

    /// <summary>The name of the output to end with.</summary>
    /// <param name="model">The parsed file.</param>
    /// <param name="asked">The output that the user asks for, or null.</param>
    /// <exception cref="NetworkFormatException">There is none of that name, or none at all.</exception>
    public static string Choose(OnnxModel model, string? asked)
    {
        var makers = OnnxOrder.Makers(model);
        if (asked is not null)
            return model.Outputs.Any(output => output.Name == asked) || makers.ContainsKey(asked) ? asked
                : throw new NetworkFormatException("The graph has no such output.", "Graph",
                    string.Join(", ", model.Outputs.Select(output => output.Name)), asked);
        string[] scores = [.. model.Outputs.Select(output => Scores(makers, output.Name)).OfType<string>().Distinct()];
        if (scores.Length == 0)
            throw new NetworkFormatException(model.Outputs.Count == 0 ? "The graph has no output."
                : "The graph has no output of scores.",
                "Graph");
        // An output from which another is computed is features, or the scores before a soft-max.
        var sizes = model.Outputs.ToLookup(output => output.Name, output => output.Sizes);
        string[] vectors = [.. scores.Where(name => sizes[name].FirstOrDefault() is not { } known || IsVector(known))];
        if (vectors.Length == 0) vectors = scores;
        var used = OnnxOrder.Needed(makers, vectors).SelectMany(node => node.Inputs).ToHashSet();
        return vectors.FirstOrDefault(name => !(makers.ContainsKey(name) && used.Contains(name))) ?? vectors[0];
    }

    private static bool IsVector(List<long?> sizes) =>
        sizes.Count >= 1 && sizes.Skip(sizes.Count > 1 ? 1 : 0).Count(size => size is null or > 1) <= 1;

    // The scores behind an output: what a table of scores is made of; null for labels.
    private static string? Scores(Dictionary<string, OnnxNode> makers, string output)
    {
        var passed = new HashSet<OnnxNode>();
        while (makers.TryGetValue(output, out var node))
        {
            if (!passed.Add(node))
                throw new NetworkFormatException("A node reads what depends on its own result.", $"Node '{node.Name}'");
            if (node.Operator is TablesDomain + "ZipMap" or TablesDomain + "Normalizer") output = node.Inputs.FirstOrDefault("");
            else
                return node.Operator is "ArgMax" or "TopK" || node.Operator.StartsWith(TablesDomain, StringComparison.Ordinal)
                    ? null
                    : output;
        }

        return output;
    }
}
