namespace SaliencyPS.Options;

/// <summary>How a class model image is made: <c>ClassModelOptions</c>. Defaults are those of the preset Plain.</summary>
internal static class ClassModelDefinitions
{
    public const double RegularizationMinimum = 0, RegularizationMaximum = double.MaxValue;
    public const double TotalVariationMinimum = 0, TotalVariationMaximum = double.MaxValue, TotalVariationDefault = 0;
    public const double CenterBiasMinimum = 0, CenterBiasMaximum = double.MaxValue, CenterBiasDefault = 0;
    public const double LearningRateMinimum = double.Epsilon, LearningRateMaximum = double.MaxValue;
    public const int IterationsMinimum = 0, IterationsMaximum = 10_000_000, IterationsDefault = 200;
    public const double JitterMinimum = 0, JitterMaximum = 1, JitterDefault = 0;
    public const double ScaleMinimum = 0, ScaleMaximum = 4, ScaleDefault = 0;
    public const double RotateMinimum = 0, RotateMaximum = 180, RotateDefault = 0;
    public const double BlurMinimum = 0, BlurMaximum = 1, BlurDefault = 0;
    public const double StartNoiseMinimum = 0, StartNoiseMaximum = 255, StartNoiseDefault = 0;
    public const int SeedDefault = 1;
    public const int PlateauWindowMinimum = 0, PlateauWindowMaximum = IterationsMaximum, PlateauWindowDefault = 0;
    public const double PlateauToleranceMinimum = 0, PlateauToleranceMaximum = 1, PlateauToleranceDefault = 0.01;
    public const int FrameIntervalMinimum = 0, FrameIntervalMaximum = IterationsMaximum, FrameIntervalDefault = 0;

    public static readonly OptionDefinition Objective = new("Objective", "--objective",
        "What to maximise: the class's score, as the paper does, or its probability.");

    public static readonly NumberDefinition<double> Regularization = new("Regularization", "--lambda",
        "Weight of the squared length of the image, which is kept small; the plain preset fits it to the network in every step.",
        RegularizationMinimum, RegularizationMaximum);

    public static readonly NumberDefinition<double> TotalVariation = new("TotalVariation", "--total-variation",
        "Weight of the differences between neighbours, in gradients of the score.",
        TotalVariationMinimum, TotalVariationMaximum, TotalVariationDefault);

    public static readonly NumberDefinition<double> CenterBias = new("CenterBias", "--center-bias",
        "Weight of what is far from the middle.", CenterBiasMinimum, CenterBiasMaximum, CenterBiasDefault);

    public static readonly OptionDefinition Optimizer = new("Optimizer", "--optimizer", "How gradients become steps.");

    public static readonly NumberDefinition<double> LearningRate = new("LearningRate", "--learning-rate",
        "Length of a step; by default fitted to the network.", LearningRateMinimum, LearningRateMaximum);

    public static readonly NumberDefinition<int> Iterations = new("Iteration", "--iterations", "Number of steps.",
        IterationsMinimum, IterationsMaximum, IterationsDefault);

    public static readonly OptionDefinition Parametrization = new("Parametrization", "--parametrization",
        "What the steps change: pixels, or waves as strong as in photographs.");

    public static readonly OptionDefinition Colors = new("Color", "--colors",
        "Along which axes colors change: the network's channels, or those of photographs.");

    public static readonly OptionDefinition Range = new("Range", "--range",
        "Whether the network sees levels beyond black and white, which the image cuts off.");

    public static readonly NumberDefinition<double> Jitter = new("Jitter", "--jitter",
        "Move the image by up to this share of its side in every step.", JitterMinimum, JitterMaximum, JitterDefault);

    public static readonly NumberDefinition<double> Scale = new("Scale", "--scale",
        "Make the image larger or smaller by up to this share in every step.", ScaleMinimum, ScaleMaximum, ScaleDefault);

    public static readonly NumberDefinition<double> Rotate = new("Rotate", "--rotate",
        "Turn the image by up to this many degrees in every step.", RotateMinimum, RotateMaximum, RotateDefault);

    public static readonly NumberDefinition<double> Blur = new("Blur", "--blur",
        "Blur the image at first by this standard deviation, a share of its side, and less and less up to the last step.",
        BlurMinimum, BlurMaximum, BlurDefault);

    public static readonly NumberDefinition<double> StartNoise = new("StartNoise", "--start-noise",
        "Begin with noise of this strength, in 8-bit levels, not with the mean image.",
        StartNoiseMinimum, StartNoiseMaximum, StartNoiseDefault);

    public static readonly NumberDefinition<int> Seed = new("Seed", "--seed", "Decides all that is random.",
        int.MinValue, int.MaxValue, SeedDefault);

    public static readonly NumberDefinition<int> PlateauWindow = new("PlateauWindow", "--plateau-window",
        "Stop where so many steps have hardly raised the score; 0 takes all steps.",
        PlateauWindowMinimum, PlateauWindowMaximum, PlateauWindowDefault);

    public static readonly NumberDefinition<double> PlateauTolerance = new("PlateauTolerance", "--plateau-tolerance",
        "The share of the whole rise that the steps of the plateau window must bring.",
        PlateauToleranceMinimum, PlateauToleranceMaximum, PlateauToleranceDefault);

    public static readonly NumberDefinition<int> FrameInterval = new("FrameInterval", "--frame-interval",
        "Keep the images on the way, one after every N steps, too; 0 keeps none.",
        FrameIntervalMinimum, FrameIntervalMaximum, FrameIntervalDefault);

    public static readonly OptionDefinition FrameFormat = new("FrameFormat", "--frame-format",
        "As one animation, NAME.apng beside the image, or as NAME.0000.png and so on.");

    public static readonly NumberDefinition<int> Threads = new("ThrottleLimit", "--threads", "Threads to use.",
        ReadingDefinitions.ThreadsMinimum, ReadingDefinitions.ThreadsMaximum, Environment.ProcessorCount);
}
