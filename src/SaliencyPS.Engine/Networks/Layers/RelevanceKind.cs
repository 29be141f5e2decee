namespace SaliencyPS.Networks.Layers;

/// <summary>How relevance, which a method hands down from a score to the input, goes through a layer.</summary>
internal enum RelevanceKind
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

    /// <summary>Half to each of two computed factors, each in proportion to what it contributes: a product of matrices.</summary>
    Product,

    /// <summary>In proportion to what each input contributes while the divisor counts as constant: normalizations.</summary>
    Normalization,

    /// <summary>In proportion to what each input contributes to the layer's linear approximation: a soft-max.</summary>
    Linearization,

    /// <summary>No method says how; a network with such a layer has no relevance.</summary>
    Undefined,
}
