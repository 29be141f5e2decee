using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary><see cref="AdaptiveAveragePool"/>: the mean over each part, and each part's gradient spread evenly over it.</summary>
internal sealed class ReferenceAdaptiveAveragePool(AdaptiveAveragePool layer) : Step
{
    private readonly int _height = layer.Height, _width = layer.Width;

    public override void Forward<T>(StepPass<T> pass)
    {
        var (input, output) = (pass.Inputs[0].Shape, pass.Output.Shape);
        pass.Parallel.For(pass.Output.Batch, n =>
        {
            Span<T> x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n);
            for (int c = 0, at = 0; c < output.Channels; c++)
                for (var oy = 0; oy < _height; oy++)
                    for (var ox = 0; ox < _width; ox++, at++)
                    {
                        var (top, bottom) = AdaptiveAveragePool.Part(oy, _height, input.Height);
                        var (left, right) = AdaptiveAveragePool.Part(ox, _width, input.Width);
                        var sum = T.Zero;
                        for (var iy = top; iy < bottom; iy++)
                            foreach (var value in x.Slice(c * input.Plane + iy * input.Width + left, right - left)) sum += value;
                        y[at] = sum / T.CreateChecked((bottom - top) * (right - left));
                    }
        });
    }

    public override void Backward<T>(StepPass<T> pass)
    {
        var (input, output) = (pass.InputGradients[0].Shape, pass.OutputGradient.Shape);
        pass.Parallel.For(pass.OutputGradient.Batch, g =>
        {
            Span<T> gx = pass.InputGradients[0].Sample(g), gy = pass.OutputGradient.Sample(g);
            gx.Clear();
            for (int c = 0, at = 0; c < output.Channels; c++)
                for (var oy = 0; oy < _height; oy++)
                    for (var ox = 0; ox < _width; ox++, at++)
                    {
                        var (top, bottom) = AdaptiveAveragePool.Part(oy, _height, input.Height);
                        var (left, right) = AdaptiveAveragePool.Part(ox, _width, input.Width);
                        var share = gy[at] / T.CreateChecked((bottom - top) * (right - left));
                        for (var iy = top; iy < bottom; iy++)
                            foreach (ref var value in gx.Slice(c * input.Plane + iy * input.Width + left, right - left))
                                value += share;
                    }
        });
    }
}
