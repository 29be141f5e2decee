using System.Numerics;
using System.Runtime.CompilerServices;
using SaliencyPS.Engines.Managed.Blocked;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Relevance;

/// <summary>
/// A step whose way back distributes relevance instead of gradients: R_in = x ⊙ Lᵀ(R_out / z) with z = L(x), |z| enlarged
/// by the stabilizer (<see cref="Hosting.RelevanceBackward"/>). What L makes of the inputs is computed on the way back, for
/// scores alone do not need it. In channel blocks, padding lanes neither count nor receive anything.
/// </summary>
internal sealed class RelevanceStep : Step
{
    private readonly Step _step, _model;
    private readonly Step? _against;
    private readonly int _values;
    private readonly (int Start, int Length)[] _runs;
    private readonly bool _positiveInputs;
    private readonly double _epsilon, _share;

    /// <param name="step">The step as it is; gives the result.</param>
    /// <param name="model">L.</param>
    /// <param name="against">Another L whose distribution is subtracted, for contrast; or none.</param>
    /// <param name="output">True shape of the result.</param>
    /// <param name="layout">Layout of the result.</param>
    /// <param name="positiveInputs">Negative inputs contribute nothing.</param>
    /// <param name="epsilon">The stabilizer as a share of z's root mean square.</param>
    /// <param name="share">What part goes to each input.</param>
    public RelevanceStep(Step step, Step model, Step? against, TensorShape output, Layout layout,
        bool positiveInputs, double epsilon, double share)
    {
        (_step, _model, _against, _positiveInputs, _epsilon, _share) = (step, model, against, positiveInputs, epsilon, share);
        (_values, _runs) = (output.Length, [.. ChannelBlock.TrueRuns(output, layout)]);
    }

    public override bool KeepsInputs => true;

    public override void Forward<T>(StepPass<T> pass) => _step.Forward(pass);

    public override void Backward<T>(StepPass<T> pass)
    {
        var inputs = Contributing(pass);
        Distribute(pass, inputs, _model, pass.InputGradients);
        if (_against is not null)
        {
            Tensor<T>[] parts = [.. pass.InputGradients.Select(Like)];
            Distribute(pass, inputs, _against, parts);
            foreach (var (target, part) in pass.InputGradients.Zip(parts))
                for (var i = 0; i < part.Span.Length; i++) target.Span[i] -= part.Span[i];
        }

        foreach (var (gradient, input) in pass.InputGradients.Zip(inputs).Where(pair => !pair.First.Memory.IsEmpty))
            for (var g = 0; g < gradient.Batch; g++)
            {
                Vectors.Multiply<T>(gradient.Sample(g), input.Sample(g / pass.GradientsPerSample));
                if (_share != 1) Vectors.Multiply(gradient.Sample(g), T.CreateChecked(_share));
            }
    }

    // Lᵀ(R_out / z) of every gradient.
    private void Distribute<T>(StepPass<T> pass, Tensor<T>[] inputs, Step model, Tensor<T>[] targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var results = Like(pass.Output);
        var saved = new byte[checked(pass.Output.Batch
            * model.SavedBytes([.. inputs.Select(input => input.Shape)], Unsafe.SizeOf<T>()))];
        model.Forward(new StepPass<T> { Inputs = inputs, Output = results, Saved = saved, Parallel = pass.Parallel });
        var shares = Like(pass.OutputGradient);
        for (var g = 0; g < shares.Batch; g++)
        {
            Span<T> share = shares.Sample(g), relevance = pass.OutputGradient.Sample(g),
                z = results.Sample(g / pass.GradientsPerSample);
            var squares = T.Zero;
            foreach (var (start, length) in _runs)
                foreach (var value in z.Slice(start, length)) squares += value * value;
            var stabilizer = T.CreateChecked(_epsilon) * T.Sqrt(squares / T.CreateChecked(_values));
            foreach (var (start, length) in _runs)
                for (var i = start; i < start + length; i++)
                    share[i] = z[i] == T.Zero ? T.Zero : relevance[i] / (z[i] + T.CopySign(stabilizer, z[i]));
        }

        model.Backward(new StepPass<T>
        {
            Inputs = inputs,
            Output = results,
            Saved = saved,
            OutputGradient = shares,
            InputGradients = targets,
            GradientsPerSample = pass.GradientsPerSample,
            Parallel = pass.Parallel,
        });
    }

    // The inputs of the forward step, as far as they contribute.
    private Tensor<T>[] Contributing<T>(StepPass<T> pass) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!_positiveInputs) return pass.Inputs;
        Tensor<T>[] inputs = [.. pass.Inputs.Select(Like)];
        foreach (var (source, target) in pass.Inputs.Zip(inputs))
            for (var i = 0; i < target.Span.Length; i++) target.Span[i] = T.Max(T.Zero, source.Span[i]);
        return inputs;
    }

    private static Tensor<T> Like<T>(Tensor<T> tensor) => new(new T[tensor.Memory.Length], tensor.Batch, tensor.Shape);
}
