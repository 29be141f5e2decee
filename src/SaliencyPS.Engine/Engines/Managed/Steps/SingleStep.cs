namespace SaliencyPS.Engines.Managed.Steps;

/// <summary>A step that exists in single precision only. It is made for one place in a graph, so it knows its shapes.</summary>
internal abstract class SingleStep : Step
{
    public sealed override void Forward<T>(StepPass<T> pass) => Forward((StepPass<float>)(object)pass);

    public sealed override void Backward<T>(StepPass<T> pass) => Backward((StepPass<float>)(object)pass);

    protected abstract void Forward(StepPass<float> pass);

    protected abstract void Backward(StepPass<float> pass);
}
