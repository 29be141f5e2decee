namespace SaliencyPS.Saliency.Methods;

/// <summary>What a method found for one crop and one class.</summary>
/// <param name="Map">One value ≥ 0 for each pixel of the network's input.</param>
/// <param name="Bias">b of the linear approximation, where the method knows it.</param>
/// <param name="CompletenessGap">By how much the attributions fail to add up, where they should.</param>
internal sealed record CropAttribution(float[] Map, double? Bias, double? CompletenessGap);
