namespace SaliencyPS.Networks.Fast;

/// <summary>The same values in another layout.</summary>
/// <param name="shape">The true shape of a sample.</param>
/// <param name="to">The layout of the result.</param>
internal sealed class LayoutChange(TensorShape shape, Layout to) : FastLayer
{
    protected override void Forward(LayerPass<float> pass)
    {
        if (to == Layout.Blocked) ToBlocked(pass.Inputs[0], pass.Output, pass.Parallel);
        else ToPlanar(pass.Inputs[0], pass.Output, pass.Parallel);
    }

    protected override void InputGradient(LayerPass<float> pass)
    {
        if (to == Layout.Blocked) ToPlanar(pass.OutputGradient, pass.InputGradients[0], pass.Parallel);
        else ToBlocked(pass.OutputGradient, pass.InputGradients[0], pass.Parallel);
    }

    private void ToBlocked(Tensor<float> planar, Tensor<float> blocked, Numerics.Parallelism parallel)
    {
        var blocks = blocked.Shape.Channels / Lanes;
        parallel.For(planar.Batch * blocks, item =>
        {
            var (sample, block) = Math.DivRem(item, blocks);
            var target = blocked.Sample(sample).Slice(block * Lanes * shape.Plane, Lanes * shape.Plane);
            for (var lane = 0; lane < Lanes; lane++)
            {
                var channel = block * Lanes + lane;
                if (channel < shape.Channels)
                {
                    var source = planar.Sample(sample).Slice(channel * shape.Plane, shape.Plane);
                    for (var i = 0; i < source.Length; i++) target[i * Lanes + lane] = source[i];
                }
                else
                {
                    for (var i = lane; i < target.Length; i += Lanes) target[i] = 0;
                }
            }
        });
    }

    private void ToPlanar(Tensor<float> blocked, Tensor<float> planar, Numerics.Parallelism parallel) => parallel.For(planar.Batch * shape.Channels, item =>
    {
        var (sample, channel) = Math.DivRem(item, shape.Channels);
        var (block, lane) = Math.DivRem(channel, Lanes);
        var source = blocked.Sample(sample).Slice(block * Lanes * shape.Plane, Lanes * shape.Plane);
        var target = planar.Sample(sample).Slice(channel * shape.Plane, shape.Plane);
        for (var i = 0; i < target.Length; i++) target[i] = source[i * Lanes + lane];
    });
}
