using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Commands;

/// <summary>What a command does to images with one network.</summary>
/// <typeparam name="T">What one worker analyses images with.</typeparam>
/// <param name="Plan">Spreads the work over memory, in bytes, where that is limited.</param>
/// <param name="Create">Makes a worker's analyzer.</param>
/// <param name="Do">
/// Computes for one image, by its path, on any thread, tells the share that is done, and returns what is to be done with the
/// result.
/// </param>
internal sealed record NetworkWork<T>(Func<long?, SaliencyPlan> Plan, Func<SaliencyPlan, T> Create,
    Func<T, string, Parallelism, IProgress<WorkProgress>, Action> Do);
