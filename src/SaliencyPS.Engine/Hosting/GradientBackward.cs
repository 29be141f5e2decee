namespace SaliencyPS.Hosting;

/// <summary>∂S/∂input from ∂S/∂result, or one of its variants at rectifiers.</summary>
/// <param name="Rule">What a rectifier does; every other layer does the same under each.</param>
internal sealed record GradientBackward(GradientRule Rule = GradientRule.Backpropagation) : BackwardRule;
