using System.Collections.Concurrent;
using SaliencyPS.Adapters.TorchSharp.Operators;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp;

/// <summary>A whole TorchScript file as one layer, always as in evaluation. Holds what all executors share.</summary>
/// <param name="Content">The file.</param>
/// <param name="Input">Shape of one sample.</param>
/// <param name="Classes">Number of scores.</param>
/// <param name="TakesBatches">Whether several samples can be run at once; not where one was written into the program.</param>
/// <param name="HasGradient">Whether the scores have a gradient with respect to the input.</param>
internal sealed record TorchScriptFile(
    byte[] Content, TensorShape Input, int Classes, bool TakesBatches, bool HasGradient) : Layer
{
    private readonly ConcurrentDictionary<string, Lazy<jit.ScriptModule>> _modules = [];

    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Undefined;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => new(Classes);

    /// <inheritdoc/>
    public override ReceptiveField Field(ReceptiveField input, TensorShape shape) => ReceptiveField.Everything;

    /// <inheritdoc/>
    // Nobody knows.
    public override long MultiplyAdds(TensorShape output) => 0;

    /// <summary>Whether these are the rules of libtorch's own way back: derivatives.</summary>
    public static bool Follows(BackwardRules rules) => rules[1] is GradientBackward { Rule: GradientRule.Backpropagation };

    /// <summary>The program on a device; safe for any number of threads.</summary>
    public jit.ScriptModule On(Device device) => _modules.GetOrAdd($"{device}", _ => new(() => WarmUp(device))).Value;

    /// <summary>The file that a network is; null where it is a graph of layers.</summary>
    public static TorchScriptFile? Of(Network network) =>
        network.Nodes is [_, { Layer: TorchScriptFile file }] ? file : null;

    /// <summary>The program, as in evaluation, with weights that are not to be learned.</summary>
    public static jit.ScriptModule Load(byte[] content, Device device)
    {
        var module = jit.load(content, device);
        module.eval();
        foreach (var parameter in module.parameters()) parameter.requires_grad_(false);
        return module;
    }

    /// <summary>The scores, sample by sample.</summary>
    /// <exception cref="NetworkFormatException">The program gives something else.</exception>
    public static Tensor Run(jit.ScriptModule module, Tensor input) => module.call(input) switch
    {
        Tensor scores when scores.dim() > 0 && scores.shape[0] == input.shape[0] =>
            scores.reshape(scores.shape[0], -1).to(ScalarType.Float32),
        Tensor other => throw new NetworkFormatException("It does not give scores for each image.",
            expected: $"{input.shape[0]}×classes", actual: string.Join("×", other.shape)),
        var other => throw new NetworkFormatException("It does not give one tensor of scores.",
            actual: other is null ? "nothing" : other.GetType().Name.Split('`')[0]),
    };

    // The first passes are watched by libtorch, which then computes otherwise: so that all answers are alike, nobody uses them.
    private jit.ScriptModule WarmUp(Device device)
    {
        using var pass = TorchPass.Begin(null, device, gradients: HasGradient);
        var module = Load(Content, device);
        for (var i = 0; i < 3; i++)
        {
            using var scope = NewDisposeScope();
            var input = zeros([1, .. Input.ToLengths()], device: device, requires_grad: HasGradient);
            var scores = Run(module, input);
            if (HasGradient) autograd.backward([scores], [ones_like(scores)], inputs: [input]);
        }

        return module;
    }
}
