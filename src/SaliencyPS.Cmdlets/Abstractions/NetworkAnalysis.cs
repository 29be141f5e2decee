using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>What a cmdlet does to images with one network.</summary>
/// <typeparam name="TResult">What comes of an image, any number of them.</typeparam>
/// <param name="Plan">
/// Spreads the work over memory, in bytes, where that is limited; throws an <see cref="ArgumentException"/> where not even one
/// image fits.
/// </param>
/// <param name="Create">
/// Makes what a worker does to one image after the other, on any thread: reads and analyses it and, where that takes many passes,
/// tells the share that is done.
/// </param>
internal sealed record NetworkAnalysis<TResult>(
    Func<long?, SaliencyPlan> Plan,
    Func<SaliencyPlan, Func<AnalysisInput, Parallelism, IProgress<WorkProgress>, AnalyzedImage<TResult>>> Create);
