using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Commands;

/// <summary>What a command does to images with one network.</summary>
/// <param name="Plan">Spreads the work over memory, in bytes, where that is limited.</param>
/// <param name="Create">
/// Makes what a worker does to one image after the other, by its path, on any thread: computes, tells the share that is done, and
/// returns what is to be done with the result.
/// </param>
internal sealed record NetworkWork(Func<long?, SaliencyPlan> Plan,
    Func<SaliencyPlan, Func<string, Parallelism, IProgress<WorkProgress>, Action>> Create);
