using SaliencyPS.Engines.Managed.Steps;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>A step that exists in single precision only. It is made for one place in a graph, so it knows its shapes.</summary>
internal abstract class BlockedStep : Step
{
    public sealed override void Forward<T>(StepPass<T> pass) => Forward((StepPass<float>)(object)pass);

    public sealed override void Backward<T>(StepPass<T> pass) => Backward((StepPass<float>)(object)pass);

    protected abstract void Forward(StepPass<float> pass);

    protected abstract void Backward(StepPass<float> pass);
}
