namespace SaliencyPS.Hosting;

/// <summary>
/// What is relevant to a result goes to the inputs in proportion to what they contribute to it: R_in = x ⊙ Lᵀ(R_out /
/// z), z = L(x) enlarged in size by the stabilizer. L is the node's layer with other weights (excitation
/// back-propagation: Zhang et al. 2016, section 3.2; layer-wise relevance propagation: Montavon et al. 2019, section
/// 10.2). A layer that is not linear in its inputs counts as its linear approximation (a normalization with a constant
/// divisor: Achtibat et al. 2024, section 3.3).
/// </summary>
/// <param name="Model">The weights of L; a layer without weights is L itself.</param>
/// <param name="Against">Weights of another L whose distribution is subtracted, for contrast; null for none.</param>
/// <param name="PositiveInputs">Negative inputs contribute nothing.</param>
/// <param name="Epsilon">
/// The stabilizer as a share of z's root mean square over the result's channels (an engine's padding does not
/// count), ≥ 0; likewise for the other L.
/// </param>
/// <param name="Share">What part of it goes to each input: half to each of two factors.</param>
internal sealed record RelevanceBackward(WeightModel Model, WeightModel? Against, bool PositiveInputs, double Epsilon,
    double Share = 1) : BackwardRule;
