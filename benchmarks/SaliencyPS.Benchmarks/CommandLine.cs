using System.CommandLine;
using System.CommandLine.Parsing;
using SaliencyPS.Benchmarks.Kernels;
#if TORCHSHARP && OPENCVSHARP
using SaliencyPS.Benchmarks.Recipe;
#endif

namespace SaliencyPS.Benchmarks;

/// <summary>The options of the one command.</summary>
internal static class CommandLine
{
    private const string Command = "dotnet run -c Release --project benchmarks/SaliencyPS.Benchmarks";

    private static readonly BenchmarkOptions Standard = new() { Sections = Benchmark.SectionNames };

    private static readonly Option<string[]> Only = new("--only")
    {
        Description = $"Run some sections only: {string.Join(", ", Benchmark.SectionNames)}. Separated by commas.",
        HelpName = "NAMES",
        Validators = { RefuseUnknownSections },
    };

    private static readonly Option<string?> Filter =
        Value("--filter", "TEXT", "Only networks and kernels with this in their name.");
    private static readonly Option<bool> Smoke =
        new("--smoke") { Description = "Everything tiny and once, to see that it works." };
    private static readonly Option<string?> Python =
        Value("--python", "PATH", "The Python with PyTorch and OpenCV to compare with, or 'none'.");
    private static readonly Option<string?> Network =
        Value("--network", "FILE", "SqueezeNet 1.1's weights (.pth), for what runs as users run it.");
    private static readonly Option<string?> Photographs = Value("--photos", "DIR", "A folder of photographs.");
    private static readonly Option<string?> Output =
        Value("--out", "FILE", "The page of results; after a whole run benchmarks/RESULTS.md.");
    private static readonly Option<double> Seconds =
        Number("--seconds", "Seconds per cell of the network tables.", Standard.Seconds);
    private static readonly Option<int> Count = Number("--photographs",
        "Photographs to send through the pipeline.", Standard.PhotographCount);
    private static readonly Option<int> PeerCount =
        Number("--peer-photographs", "How many of them go through the peers', too.", Standard.PeerPhotographCount);
    private static readonly Option<int> Pictures =
        Number("--images", "Images to watch the memory over.", Standard.MemoryImages);

    private static readonly Option<int[]> Threads = new("--threads")
    {
        Description = "Numbers of threads, separated by blanks.",
        DefaultValueFactory = _ => [.. Standard.Threads],
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Runs a command line.</summary>
    public static int Run(string[] args)
    {
        var kernels = new Command("kernels", "Measure the kernels with BenchmarkDotNet instead; its own options follow '--'.");
        var rest = new Argument<string[]>("options") { Arity = ArgumentArity.ZeroOrMore };
        kernels.Add(rest);
        kernels.SetAction(parse => KernelBenchmarks.Run(parse.GetValue(rest) ?? []));

        var root = new RootCommand("Measures the engine, its peers and the machine in one run and writes benchmarks/RESULTS.md.")
        {
            Only, Filter, Smoke, Python, Network, Photographs, Output, Seconds, Count, PeerCount, Pictures, Threads, kernels,
        };
#if TORCHSHARP && OPENCVSHARP
        root.Add(RecipeCommand.Create());
#endif
        root.SetAction(parse =>
            Benchmark.Run(Options(parse), args.Length == 0 ? Command : $"{Command} -- {string.Join(' ', args)}"));
        return root.Parse(args).Invoke();
    }

    private static BenchmarkOptions Options(ParseResult parse)
    {
        var only = Names(parse.GetValue(Only));
        var smoke = parse.GetValue(Smoke);
        var filter = parse.GetValue(Filter);
        var whole = only.Length == 0 && filter is null && !smoke;
        return new BenchmarkOptions
        {
            Sections = only.Length > 0 ? only : Benchmark.SectionNames,
            Filter = filter,
            Smoke = smoke,
            Seconds = parse.GetValue(Seconds),
            Threads = parse.GetValue(Threads)!,
            Python = parse.GetValue(Python),
            Network = parse.GetValue(Network),
            Photographs = parse.GetValue(Photographs),
            PhotographCount = smoke ? 2 : parse.GetValue(Count),
            PeerPhotographCount = smoke ? 1 : parse.GetValue(PeerCount),
            MemoryImages = smoke ? 2 : parse.GetValue(Pictures),
            Output = parse.GetValue(Output) ?? (whole ? Path.Combine(Repository.Root, "benchmarks", "RESULTS.md") : null),
        };
    }

    private static string[] Names(string[]? given) =>
        [.. (given ?? [])
            .SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static void RefuseUnknownSections(OptionResult result)
    {
        if (Names(result.GetValueOrDefault<string[]>()).Except(Benchmark.SectionNames).FirstOrDefault() is { } unknown)
            result.AddError($"There is no section '{unknown}'.");
    }

    private static Option<string?> Value(string name, string what, string description) =>
        new(name) { Description = description, HelpName = what };

    private static Option<T> Number<T>(string name, string description, T standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };
}
