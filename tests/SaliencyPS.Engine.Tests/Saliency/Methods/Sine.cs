using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Tests.Saliency.Methods;

/// <summary>sin x, for models with a published answer.</summary>
internal sealed record Sine : ElementwiseLayer;
