namespace SaliencyPS.Options;

/// <summary>How images are read, and what the work on them may take.</summary>
internal static class ReadingDefinitions
{
    public const int ThreadsMinimum = 1, ThreadsMaximum = 1024;
    public const int BatchSizeMinimum = 1, BatchSizeMaximum = 1024;
    public const long MemoryLimitMinimum = 1, MemoryLimitMaximum = long.MaxValue;
    public const double TimeLimitMinimum = 0.001, TimeLimitMaximum = 1_000_000;
    public const long MaximumPixelsMinimum = 1, MaximumPixelsMaximum = long.MaxValue, MaximumPixelsDefault = 100_000_000;

    public static readonly OptionDefinition FullResolution = new("FullResolution", "--full-resolution",
        "Decode JPEGs in full detail even where the network sees far less: slower for photographs above half a megapixel.");

    public static readonly OptionDefinition Codec = new("Codec", "--codec",
        "Libraries that may decode formats besides JPEG, PNG and BMP.");

    public static readonly OptionDefinition Engine = new("Engine", "--engine", "What runs the network.");

    public static readonly OptionDefinition Device = new("Device", "--device",
        "The device that runs the network, such as cpu, cuda or cuda:1; by default the fastest that the engine has.");

    public static readonly OptionDefinition Precision = new("Precision", "--precision",
        "The numbers in which the network's products are computed.");

    public static readonly NumberDefinition<int> Threads = new("ThrottleLimit", "--threads",
        "Threads to use: for as many images at once where there are so many, otherwise together.",
        ThreadsMinimum, ThreadsMaximum, Environment.ProcessorCount);

    public static readonly NumberDefinition<int> BatchSize = new("BatchSize", "--batch-size",
        "Images that the network is shown in one pass, at most; results come in groups of so many.",
        BatchSizeMinimum, BatchSizeMaximum);

    public static readonly NumberDefinition<long> MemoryLimit = new("MemoryLimit", "--memory",
        "Memory that the process may take, such as 500MB: fewer images and maps are worked on at once. Results do not change.",
        MemoryLimitMinimum, MemoryLimitMaximum);

    public static readonly NumberDefinition<double> TimeLimit = new("TimeLimit", "--time-limit",
        "Seconds that one image may take: one that takes longer is an error, and the others go on.",
        TimeLimitMinimum, TimeLimitMaximum);

    public static readonly NumberDefinition<long> MaximumPixels = new("MaximumPixels", "--max-pixels",
        "Refuse images with more pixels than this.", MaximumPixelsMinimum, MaximumPixelsMaximum, MaximumPixelsDefault);
}
