namespace SaliencyPS.Networks.Layers;

/// <summary>How relevance, which a method hands down from a score to the input, goes through a layer.</summary>
public enum RelevanceKind
{
    /// <summary>To the inputs in proportion to what they contribute to the result: weighted sums, sums and means.</summary>
    Contribution,

    /// <summary>
    /// To the elements of the input that the result consists of, each in its place, as their
    /// gradient goes: maxima, joins, moved values.
    /// </summary>
    Selection,

    /// <summary>Unchanged, to the first input that has the result's shape; further inputs, such as gates, get none.</summary>
    Unchanged,
}
