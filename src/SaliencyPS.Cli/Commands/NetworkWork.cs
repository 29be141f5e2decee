using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Commands;

/// <summary>What a command does to images with one network.</summary>
/// <typeparam name="T">What the network tells of an image, any number of them.</typeparam>
/// <param name="Plan">Spreads the work over memory, in bytes, where that is limited.</param>
/// <param name="Create">Makes what a worker does to one batch of images after the other, on any thread.</param>
/// <param name="Finish">
/// Does the rest of the work on an image, on any thread, and returns what is to be done with the result.
/// </param>
internal sealed record NetworkWork<T>(
    Func<long?, SaliencyPlan> Plan,
    Func<SaliencyPlan, ImageBatch<T>> Create,
    Func<AnalyzedImage<T>, Parallelism, Action> Finish);
