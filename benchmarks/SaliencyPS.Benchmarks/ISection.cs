namespace SaliencyPS.Benchmarks;

/// <summary>One group of measurements, which can be asked for by name.</summary>
internal interface ISection
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>Measures and reports.</summary>
    void Run(BenchmarkRun run);
}
