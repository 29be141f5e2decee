using System.Collections.Immutable;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Results;
using SaliencyPS.Tensors;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// One way to attribute a class score to the input: which inputs the network is shown, what is asked of it, and how the answers
/// add up. The passes themselves are run by <see cref="Attributor"/>, which shares every forward pass among all classes.
/// Immutable; one instance serves any number of crops and threads.
/// </summary>
internal abstract class AttributionMethod(Network network, AttributionOptions options)
{
    /// <summary>
    /// Samples between two looks at whether a map still changes; see <see cref="AttributionOptions.Tolerance"/>.
    /// </summary>
    public const int Checkpoint = 32;

    /// <summary>The network that is asked about.</summary>
    public Network Network => network;

    /// <summary>The parameters.</summary>
    protected AttributionOptions Options => options;

    /// <summary>The layer that is looked at, as its place in the network; null for none.</summary>
    public virtual int? Layer => null;

    /// <summary>The layers whose results, and what comes back to them, are looked at.</summary>
    public virtual ImmutableArray<int> Hooks => Layer is { } layer ? [layer] : [];

    /// <summary>The values of the method's layer, or what came back to them, in the order in which it reads them.</summary>
    public virtual ReadOnlySpan<float> Arrange(ReadOnlySpan<float> layer) => layer;

    /// <summary>
    /// Inputs derived from one crop. With 1, which is the crop itself, the forward pass that gave the scores is all there is.
    /// </summary>
    public virtual int Probes => 1;

    /// <summary>The score that is asked about with one probe for the sake of a class, as its place among the network's.</summary>
    public virtual int Score(int classIndex, int probe) => classIndex;

    /// <summary>More probes only make the same map smoother, so that they may stop early.</summary>
    protected virtual bool IsSampled => false;

    /// <summary>See <see cref="AttributionOptions.Tolerance"/>.</summary>
    public double Tolerance => options.Tolerance;

    /// <summary>Whether, after this probe, the map is to be compared with that at the checkpoint before.</summary>
    public bool IsCheckpoint(int probe) => IsSampled && Tolerance > 0 && (probe + 1) % Checkpoint == 0;

    /// <summary>Whether <see cref="CropInput.Layer"/> is needed.</summary>
    public virtual bool KeepsLayer => false;

    /// <summary>What is asked of the backward pass; without any there is none.</summary>
    public virtual Signal Signal => Signal.Input;

    /// <summary>What nodes do on the way back to the input.</summary>
    public virtual BackwardRules Rules => BackwardRules.Gradient;

    /// <summary>What nodes do on the way back to the layer, where it ends there.</summary>
    public virtual BackwardRules LayerRules => BackwardRules.Gradient;

    /// <summary>
    /// The network and all options that a map depends on, with the method's own values where they were left open, but for what
    /// the network is shown.
    /// </summary>
    public virtual MapSettings Describe() => new()
    {
        Network = network.Name,
        NetworkDigest = network.Digest,
        ModuleVersion = MapSettings.CurrentVersion,
        Method = options.Method,
        Layer = Layer is { } layer ? network.Nodes[layer].Name : null,
        ClassContrast = options.ClassContrast,
        ChannelReduction = Shape.Channels > 1 ? Reduction : null,
    };

    /// <summary>What an executor must be made for.</summary>
    /// <param name="batch">Inputs in one forward pass, at least 1.</param>
    /// <param name="classes">Classes, for each of them, in one backward pass, at least 1.</param>
    public ExecutionPlan Plan(int batch, int classes) => new()
    {
        Batch = batch,
        GradientsPerSample = Signal == Signal.None ? 0 : classes,
        Hooks = Hooks,
        Rules = Signal switch
        {
            Signal.None => [],
            Signal.Input => [Rules],
            Signal.Layer => [LayerRules],
            Signal.Input | Signal.Layer => [Rules, LayerRules],
            _ => throw new NotSupportedException($"There is no signal {Signal}."),
        },
    };

    /// <summary>How many numbers <see cref="Add"/> adds up for each crop and class.</summary>
    public virtual int SumLength => network.Input.Length;

    /// <summary>Shape of the <see cref="Result"/>: the input's, or one channel of it.</summary>
    public virtual TensorShape Shape => network.Input;

    /// <summary>How the channels of the result become one value.</summary>
    public ChannelReduction Reduction => options.ChannelReduction ?? CustomaryReduction;

    /// <summary>How they do where the options do not say.</summary>
    protected virtual ChannelReduction CustomaryReduction => ChannelReduction.Maximum;

    /// <summary>Writes one probe's input.</summary>
    public virtual void Fill(CropInput crop, int probe, Span<float> input) => crop.Values.CopyTo(input);

    /// <summary>
    /// Adds what one probe tells. Probes come in their order, so that sums are the same to the last bit however they are batched.
    /// </summary>
    public abstract void Add(in Probe probe, Span<float> sum);

    /// <summary>The attribution, signed where the method is, from the sum over so many probes.</summary>
    public virtual float[] Result(CropInput crop, ReadOnlySpan<float> sum, int probes) => sum.ToArray();

    /// <summary>b of S_c(I) ≈ wᵀI + b, where the method knows w.</summary>
    public virtual double? Bias(CropInput crop, int classIndex, ReadOnlySpan<float> sum) => null;

    /// <summary>What an attribution that should add up to a difference of scores adds up to, minus that difference.</summary>
    public virtual double? CompletenessGap(CropInput crop, ReadOnlySpan<float> sum, ReadOnlySpan<float> result, int classIndex) =>
        null;
}
