using SaliencyPS.Engines.Managed.Steps;

namespace SaliencyPS.Engines.Managed.Relevance;

/// <summary>
/// A step through which the signal passes back as it is: to the first input that has the result's shape. The
/// others (the gates of a product) get zeros.
/// </summary>
/// <param name="step">The step as it is; gives the result. Without room for saved tensors it saves none.</param>
internal sealed class PassThroughStep(Step step) : Step
{
    public override bool InPlace => step.InPlace;

    public override void Forward<T>(StepPass<T> pass) => step.Forward(pass);

    public override void Backward<T>(StepPass<T> pass)
    {
        var given = false;
        foreach (var gradient in pass.InputGradients)
        {
            if (gradient.Memory.IsEmpty) continue;
            if (!given && gradient.Shape == pass.OutputGradient.Shape) pass.OutputGradient.Span.CopyTo(gradient.Span);
            else gradient.Span.Clear();
            given |= gradient.Shape == pass.OutputGradient.Shape;
        }
    }
}
