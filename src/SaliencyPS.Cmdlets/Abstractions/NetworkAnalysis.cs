using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>What a cmdlet does to images with one network.</summary>
/// <typeparam name="TAnalyzer">What one worker analyses images with.</typeparam>
/// <typeparam name="TResult">What comes of it, any number for each image.</typeparam>
/// <param name="Plan">
/// Spreads the work over memory, in bytes, where that is limited; throws an <see cref="ArgumentException"/> where not even one
/// image fits.
/// </param>
/// <param name="Create">Makes a worker's analyser.</param>
/// <param name="Analyze">
/// Reads and analyses one image, on any thread; where that takes many passes, tells the share that is done.
/// </param>
internal sealed record NetworkAnalysis<TAnalyzer, TResult>(
    Func<long?, SaliencyPlan> Plan, Func<SaliencyPlan, TAnalyzer> Create,
    Func<TAnalyzer, AnalysisInput, Parallelism, IProgress<WorkProgress>, AnalyzedImage<TResult>> Analyze);
