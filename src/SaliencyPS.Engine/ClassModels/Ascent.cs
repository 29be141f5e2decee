using SaliencyPS.ClassModels.Maps;
using SaliencyPS.ClassModels.Optimizers;
using SaliencyPS.ClassModels.Parametrization;
using SaliencyPS.ClassModels.Regularizers;
using SaliencyPS.ClassModels.Transformations;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.ClassModels;

/// <summary>
/// One ascent: parameters → canvas → image → what the network sees → score, and the gradient all the way back. The canvas is the
/// image before its range is bounded; regularizers act there, in the units of the network's preprocessed input. On the bounded
/// image they would lead to black and white, where the curve is flat and nothing varies.
/// </summary>
internal sealed class Ascent
{
    // Where λ and the step length are not given: the image's root mean square, in 8-bit levels, and a step's share of it.
    private const double UsualLevels = 50, StepShare = 0.05, AdamShare = 0.1;

    private readonly ClassModelOptions _options;
    private readonly AscentTarget _target;
    private readonly Parallelism _parallel;
    private readonly IExecutor _executor;
    private readonly float[] _parameters;
    private readonly ImageChain _painting, _bounding, _viewing;
    private readonly GaussianBlur? _blur;
    private readonly ViewSampler? _sampler;
    private readonly Optimizer _optimizer;
    private readonly SquaredNorm _norm = new();
    private readonly TotalVariation? _variation;
    private readonly CenterBias? _center;
    private readonly Random _random;
    private readonly double _spread;
    private Memory<float> _canvas, _image;

    public Ascent(Network network, AscentTarget target, ClassModelOptions options, Parallelism parallel)
    {
        (_options, _target, _parallel) = (options, target, parallel);
        var (shape, preprocessing) = (network.Input, network.Preprocessing);
        _executor = options.Engine.CreateExecutor(network, new());
        _parameters = new float[shape.Length];
        _random = new Random(options.Seed);
        _spread = Levels(UsualLevels);

        List<ImageMap> painting = [], bounding = [], viewing = [];
        if (options.Parametrization == ClassModelParametrization.Fourier) painting.Add(new FourierImage(shape));
        if (options.Colors == ClassModelColors.Decorrelated && shape.Channels == 3)
            painting.Add(new ColorDecorrelation(shape, preprocessing));
        if (options.Range == ClassModelRange.Bounded) bounding.Add(new BoundedRange(shape, preprocessing));
        var side = Math.Min(shape.Width, shape.Height);
        if (options.Blur > 0) viewing.Add(_blur = new(shape));
        List<IViewChange> changes = [];
        if (options.Jitter > 0) changes.Add(new Jitter((int)Math.Round(options.Jitter * side)));
        if (options.Scale > 0) changes.Add(new Scaling(options.Scale));
        if (options.Rotate > 0) changes.Add(new Rotation(options.Rotate));
        if (changes.Count > 0) viewing.Add(_sampler = new(shape, changes));
        (_painting, _bounding, _viewing) = (new(painting, shape.Length), new(bounding, shape.Length), new(viewing, shape.Length));

        _optimizer = options.Optimizer == ClassModelOptimizer.Adam ? new Adam(shape.Length) : new GradientAscent();
        if (options.TotalVariation > 0) _variation = new(shape);
        if (options.CenterBias > 0) _center = new(shape);
        if (options.StartNoise > 0) Scatter(Levels(options.StartNoise));
        Paint();

        double Levels(double levels) => levels * preprocessing.Scale / preprocessing.Std.Average();
    }

    /// <summary>The image as it is now, as the network's input counts.</summary>
    public ReadOnlyMemory<float> Image => _image;

    /// <summary>What the network gave last.</summary>
    public ReadOnlySpan<float> Outputs => _executor.Logits.Span;

    /// <summary>What the network said last: the score, and the logits or whatever it gave.</summary>
    public double Score => _target.Score(_executor.Logits.Span);

    /// <summary>The probabilities of the classes when the network looked last.</summary>
    public double[] Probabilities { get; private set; } = [];

    /// <summary>Whether what the network sees in a step differs from the image.</summary>
    public bool HasViews => _blur is not null || _sampler is not null;

    /// <summary>Shows the network the image as it is.</summary>
    public void ShowImage() => Show(Image);

    /// <summary>Shows the network the view of a step.</summary>
    /// <param name="progress">Share of the steps done, 0 … 1.</param>
    public void ShowView(double progress)
    {
        _blur?.Deviation = (1 - progress) * _options.Blur * Math.Min(_executor.Input.Shape.Width, _executor.Input.Shape.Height);
        _sampler?.Draw(_random);
        Show(_viewing.Forward(_image, _parallel));
    }

    /// <summary>Goes one step uphill from the view shown last.</summary>
    public void Step()
    {
        _target.WriteLogitGradients(_executor.LogitGradients.Span, _options.Objective, Probabilities);
        var gradient = _bounding.Backward(_viewing.Backward(_executor.Backward(_parallel).Memory, _parallel), _parallel);
        // With slope r and spread s, rate = s/20r and λ = r/2s let the image settle at gradient/r
        // · s, in steps of a twentieth of that.
        var slope = Math.Sqrt(Vectors.Dot(gradient.Span, gradient.Span) / gradient.Length);
        var canvas = _canvas.Span;
        _norm.Subtract((float)(_options.Regularization ?? slope / (2 * _spread)), canvas, gradient.Span);
        _variation?.Subtract((float)(_options.TotalVariation * slope), canvas, gradient.Span);
        _center?.Subtract((float)(_options.CenterBias * slope / _spread), canvas, gradient.Span);
        _optimizer.Step(_parameters, _painting.Backward(gradient, _parallel).Span,
            (float)(_options.LearningRate ?? UsualRate(slope)));
        Paint();
    }

    // Adam measures gradients itself. Ascent must not overshoot where the painting lengthens steps most.
    private double UsualRate(double slope) =>
        _options.Optimizer == ClassModelOptimizer.Adam ? AdamShare * _spread
            : slope > 0 ? StepShare * _spread / slope / _painting.Gain : 0;

    private void Paint()
    {
        _canvas = _painting.Forward(_parameters, _parallel);
        _image = _bounding.Forward(_canvas, _parallel);
    }

    private void Show(ReadOnlyMemory<float> view)
    {
        view.CopyTo(_executor.Input.Memory);
        _executor.Forward(_parallel);
        Probabilities = _target.Probabilities(_executor.Logits.Span);
    }

    private void Scatter(double deviation)
    {
        // Box and Muller 1958.
        for (var i = 0; i < _parameters.Length; i++)
            _parameters[i] = (float)(
                deviation * Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()));
    }
}
