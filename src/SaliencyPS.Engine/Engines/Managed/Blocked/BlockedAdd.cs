using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>Sum of inputs of one shape, in any layout.</summary>
internal sealed class BlockedAdd : SingleStep
{
    protected override void Forward(StepPass<float> pass)
    {
        var chunks = Chunks.OfElements(pass.Output.Span.Length);
        pass.Parallel.For(chunks.Count, item =>
        {
            var range = chunks.Start(item)..chunks.End(item);
            var y = pass.Output.Span[range];
            if (pass.Inputs.Length == 1) pass.Inputs[0].Span[range].CopyTo(y);
            else Vectors.Add(pass.Inputs[0].Span[range], pass.Inputs[1].Span[range], y);
            for (var i = 2; i < pass.Inputs.Length; i++) Vectors.Add<float>(y, pass.Inputs[i].Span[range]);
        });
    }

    protected override void Backward(StepPass<float> pass)
    {
        var chunks = Chunks.OfElements(pass.OutputGradient.Span.Length);
        pass.Parallel.For(chunks.Count, item =>
        {
            var range = chunks.Start(item)..chunks.End(item);
            foreach (var gradient in pass.InputGradients)
                if (!gradient.Memory.IsEmpty) pass.OutputGradient.Span[range].CopyTo(gradient.Span[range]);
        });
    }
}
