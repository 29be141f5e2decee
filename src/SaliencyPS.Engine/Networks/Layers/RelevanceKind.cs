namespace SaliencyPS.Networks.Layers;

/// <summary>How relevance, which a method hands down from a score to the input, goes through a layer.</summary>
public enum RelevanceKind
{
    /// <summary>To the inputs in proportion to what they contribute to the result: weighted sums, sums and means.</summary>
    Contribution,

    /// <summary>As a gradient does, which loses nothing here: to the values that were taken over, each in its place.</summary>
    Selection,

    /// <summary>Unchanged, to the first input that has the result's shape; further inputs, such as gates, get none.</summary>
    Unchanged,
}
