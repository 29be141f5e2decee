using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary><see cref="Concat"/>: copies each input to its place, and its part of the gradient back.</summary>
/// <remarks>Along the channels it also joins blocked tensors, if all but the last are whole channel blocks.</remarks>
internal sealed class ReferenceConcat(Concat layer) : Step
{
    public override void Forward<T>(StepPass<T> pass) => pass.Parallel.For(pass.Output.Batch * pass.Inputs.Length, item =>
    {
        var (n, input) = Math.DivRem(item, pass.Inputs.Length);
        foreach (var (part, joined) in Runs(pass.Inputs, input))
            pass.Inputs[input].Sample(n)[part].CopyTo(pass.Output.Sample(n)[joined]);
    });

    public override void Backward<T>(
        StepPass<T> pass) => pass.Parallel.For(pass.OutputGradient.Batch * pass.InputGradients.Length, item =>
    {
        var (g, input) = Math.DivRem(item, pass.InputGradients.Length);
        if (pass.InputGradients[input].Memory.IsEmpty) return;
        foreach (var (part, joined) in Runs(pass.InputGradients, input))
            pass.OutputGradient.Sample(g)[joined].CopyTo(pass.InputGradients[input].Sample(g)[part]);
    });

    // Where one input lies in the result: a run of it for each index of the axes before the one along which it is joined.
    private IEnumerable<(Range Part, Range Joined)> Runs<T>(Tensor<T>[] parts, int index)
    {
        var lengths = Array.ConvertAll(parts, part => Inner(part.Shape));
        var (length, start, total) = (lengths[index], lengths.Take(index).Sum(), lengths.Sum());
        for (var outer = 0; outer * length < parts[index].Shape.Length; outer++)
            yield return ((outer * length)..((outer + 1) * length), (outer * total + start)..(outer * total + start + length));
    }

    private int Inner(TensorShape shape)
    {
        var inner = 1;
        for (var axis = layer.Axis; axis < shape.Rank; axis++) inner *= shape[axis];
        return inner;
    }
}
