using System.Numerics;
using SaliencyPS.Engines.Managed.Blocked;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed;

/// <summary>
/// Keeps what passes through one node of an executor, in the planar layout of public tensors and without padding lanes.
/// </summary>
internal sealed class Hook<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LayoutChange? _change;

    /// <param name="node">The node in the compiled graph.</param>
    /// <param name="shape">The true shape of its result.</param>
    /// <param name="layout">The layout of its result.</param>
    /// <param name="batch">Samples.</param>
    /// <param name="gradientsPerSample">Gradients per sample.</param>
    public Hook(int node, TensorShape shape, Layout layout, int batch, int gradientsPerSample)
    {
        Node = node;
        _change = layout == Layout.Blocked ? new LayoutChange(shape, Layout.Planar) : null;
        (Value, Gradient) = (Make(batch), Make(batch * gradientsPerSample));

        Tensor<T> Make(int count) => new(new T[checked(count * shape.Length)], count, shape);
    }

    /// <summary>The node in the compiled graph.</summary>
    public int Node { get; }

    public Tensor<T> Value { get; }

    public Tensor<T> Gradient { get; }

    public void KeepValue(Tensor<T> value) => Keep(value, Value);

    public void KeepGradient(Tensor<T> gradient) => Keep(gradient, Gradient);

    private void Keep(Tensor<T> from, Tensor<T> to)
    {
        if (_change is null) from.Span.CopyTo(to.Span);
        else _change.Forward(new StepPass<T> { Inputs = [from], Output = to });
    }
}
