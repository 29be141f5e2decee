using SaliencyPS.Saliency.Analysis;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>What a cmdlet does to images with one network.</summary>
/// <typeparam name="TResult">What comes of an image, any number of them.</typeparam>
/// <param name="Plan">
/// Spreads the work over memory, in bytes, where that is limited; throws an <see cref="ArgumentException"/> where not even one
/// image fits.
/// </param>
/// <param name="Create">Makes what a worker does to one batch of images after the other, on any thread.</param>
internal sealed record NetworkAnalysis<TResult>(
    Func<long?, SaliencyPlan> Plan,
    Func<SaliencyPlan, ImageBatch<TResult>> Create);
