using System.Diagnostics;
using SaliencyPS.Imaging;
using SaliencyPS.Threads;

namespace SaliencyPS.Saliency.Analysis;

/// <summary>Reads several images and analyzes them together; what is wrong with one is no fault of the others.</summary>
/// <typeparam name="T">What comes of an image, any number of them.</typeparam>
/// <param name="read">Reads one; on several threads.</param>
/// <param name="analyze">The results of each image, in their order, or what went wrong with any of them.</param>
internal sealed class ImageBatch<T>(
    Func<AnalysisInput, CancellationToken, DecodedImage> read,
    Func<IReadOnlyList<(DecodedImage Image, string Path)>, Parallelism, IProgress<WorkProgress>?, IReadOnlyList<T>[]> analyze)
{
    /// <summary>Does so.</summary>
    /// <param name="inputs">The images, at least one.</param>
    /// <param name="parallel">Threads and the token that stops the work.</param>
    /// <param name="progress">Told what is done, where the analysis takes more than one pass.</param>
    /// <returns>What became of each image, in their order.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public AnalyzedImage<T>[] Run(
        IReadOnlyList<AnalysisInput> inputs, Parallelism parallel, IProgress<WorkProgress>? progress = null)
    {
        var begin = Stopwatch.GetTimestamp();
        AnalyzedImage<T>[] images = [.. inputs.Select(input => new AnalyzedImage<T>(input.Path))];
        parallel.For(images.Length, i => Attempt([images[i]], () => images[i].Image = read(inputs[i], parallel.Token)));
        Analyze(Array.FindAll(images, image => image.Image is not null), parallel, progress);
        foreach (var image in images) image.Duration = Stopwatch.GetElapsedTime(begin) / images.Length;
        return images;
    }

    private void Analyze(AnalyzedImage<T>[] images, Parallelism parallel, IProgress<WorkProgress>? progress)
    {
        if (images.Length == 0) return;
        var done = Attempt(images, () =>
        {
            var results = analyze([.. images.Select(image => (image.Image!, image.File))], parallel, progress);
            foreach (var (image, own) in images.Zip(results)) image.Results = own;
        });
        // Whose fault it is shows when each is alone.
        if (!done && images.Length > 1)
            foreach (var image in images) Analyze([image], parallel, progress);
    }

    private static bool Attempt(AnalyzedImage<T>[] images, Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (images is [var alone]) alone.Fail(e);
            return false;
        }
    }
}
