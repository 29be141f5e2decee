using SaliencyPS.Engines.Managed.Steps;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary>The values as they are: <see cref="Networks.Layers.Reshape"/>, Flatten and Identity.</summary>
internal sealed class ReferenceCopy : Step
{
    public override bool InPlace => true;

    public override void Forward<T>(StepPass<T> pass) => pass.Inputs[0].Span.CopyTo(pass.Output.Span);

    public override void Backward<T>(StepPass<T> pass) => pass.OutputGradient.Span.CopyTo(pass.InputGradients[0].Span);
}
