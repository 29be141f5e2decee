using System.Numerics;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary>
/// <see cref="Reduce"/>: the gradient of a sum goes to every term, that of a mean evenly, that of a maximum in equal shares to
/// whatever is as large, that of a norm in the direction of x. Saved: the derivative by each element, where it depends on x.
/// </summary>
internal sealed class ReferenceReduce(Reduce layer) : Step
{
    private bool Saves => layer.Kind is ReduceKind.Maximum or ReduceKind.Norm;

    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) =>
        Saves ? checked(inputs[0].Length * elementSize) : 0;

    public override void Forward<T>(StepPass<T> pass)
    {
        var (outer, count, inner) = layer.Parts(pass.Inputs[0].Shape);
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            Span<T> x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n), slopes = pass.SavedOf<T>(n);
            for (var i = 0; i < outer; i++)
                for (var j = 0; j < inner; j++)
                {
                    var first = i * count * inner + j;
                    var result = Value<T>(x[first..], count, inner);
                    y[i * inner + j] = result;
                    if (!slopes.IsEmpty) Slopes(x[first..], slopes[first..], count, inner, result);
                }
        }
    }

    public override void Backward<T>(StepPass<T> pass)
    {
        var (outer, count, inner) = layer.Parts(pass.InputGradients[0].Shape);
        var share = layer.Kind == ReduceKind.Mean ? T.One / T.CreateChecked(count) : T.One;
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
        {
            Span<T> gx = pass.InputGradients[0].Sample(g), gy = pass.OutputGradient.Sample(g),
                slopes = Saves ? pass.SavedOf<T>(g / pass.GradientsPerSample) : [];
            for (var i = 0; i < outer; i++)
                for (var k = 0; k < count; k++)
                    for (var j = 0; j < inner; j++)
                    {
                        var at = (i * count + k) * inner + j;
                        gx[at] = gy[i * inner + j] * (Saves ? slopes[at] : share);
                    }
        }
    }

    private T Value<T>(ReadOnlySpan<T> x, int count, int step) where T : IBinaryFloatingPointIeee754<T>
    {
        var (sum, largest) = (T.Zero, x[0]);
        for (var k = 0; k < count; k++)
        {
            var value = x[k * step];
            sum += layer.Kind == ReduceKind.Norm ? value * value : value;
            largest = T.Max(largest, value);
        }

        return layer.Kind switch
        {
            ReduceKind.Sum => sum,
            ReduceKind.Mean => sum / T.CreateChecked(count),
            ReduceKind.Maximum => largest,
            ReduceKind.Norm => T.Sqrt(sum),
            _ => throw new NotSupportedException($"Say how to compute a reduction of the kind {layer.Kind}."),
        };
    }

    private void Slopes<T>(ReadOnlySpan<T> x, Span<T> slopes, int count, int step, T result)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var equal = T.Zero;
        for (var k = 0; k < count; k++)
            if (x[k * step] == result) equal++;
        for (var k = 0; k < count; k++)
            slopes[k * step] = layer.Kind == ReduceKind.Maximum ? x[k * step] == result ? T.One / equal : T.Zero
                : result == T.Zero ? T.Zero : x[k * step] / result;
    }
}
