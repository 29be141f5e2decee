using System.Globalization;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Saliency.Methods;

namespace SaliencyPS.Saliency.Analysis;

/// <summary>
/// How the work on many images is spread so that it fits into memory: as many workers as there are threads where that is
/// possible, and as many images, crops and classes in one pass as pay. Results depend on it no more than the engine's do.
/// </summary>
internal sealed record SaliencyPlan
{
    /// <summary>
    /// What a worker takes for one ordinary photograph besides network and maps: the file, its pixels, the cuts.
    /// </summary>
    internal const long ImageBytes = 16 << 20;

    /// <summary>What the process will yet take for itself: compiled code, garbage that is not worth collecting.</summary>
    internal const long RuntimeBytes = 40 << 20;

    /// <summary>Crops × classes in one backward pass: more save nothing more.</summary>
    internal const int MostGradients = 10;

    // Inputs in one pass where a method asks for many: more save nothing more.
    private const int MostProbes = 4;

    private SaliencyPlan() { }

    /// <summary>Workers, each with one pass's images at a time.</summary>
    public required int Workers { get; init; }

    /// <summary>Images in one pass.</summary>
    public int Images { get; init; } = 1;

    /// <summary>Crops, or inputs that a method derives from one, of each image in one pass.</summary>
    public required int Crops { get; init; }

    /// <summary>Classes, for each of the crops, in one backward pass.</summary>
    public required int Classes { get; init; }

    /// <summary>What one worker takes, in bytes: the executor, the maps and the images.</summary>
    public required long WorkerBytes { get; init; }

    private AttributionMethod Method { get; init; } = null!;

    private IComputeEngine Engine { get; init; } = null!;

    /// <summary>What one worker computes with for so many images at once; all share the method.</summary>
    internal Attributor NewAttributor(int images = 1) => new(Method, images * Crops, Classes, Engine);

    /// <summary>What one worker computes with for one image by another method, which takes no more memory.</summary>
    internal Attributor NewAttributor(AttributionMethod method) => new(method, Crops, Classes, Engine);

    /// <summary>Plans for one network.</summary>
    /// <exception cref="ArgumentException">
    /// Not even one worker fits into <see cref="SaliencyOptions.MemoryLimit"/>, or into what an executor can be, or the method's
    /// options are out of range or do not fit the network.
    /// </exception>
    public static SaliencyPlan For(Network network, SaliencyOptions options) => For(network, options, Environment.WorkingSet);

    /// <summary>Plans for several networks that work side by side on the same images.</summary>
    /// <param name="networks">The plan of each network, given the most memory, in bytes, where that is limited.</param>
    /// <param name="limit">The most memory for all of them and the process, in bytes; null for no limit.</param>
    /// <returns>The plans, and how many images to work on at once.</returns>
    /// <exception cref="ArgumentException">As for one network.</exception>
    public static (SaliencyPlan[] Plans, int Workers) Share(IReadOnlyList<Func<long?, SaliencyPlan>> networks, long? limit)
    {
        // Each takes its part of what is left.
        var held = Environment.WorkingSet;
        SaliencyPlan[] plans = [.. networks.Select(plan => plan(held + (limit - held) / networks.Count))];
        // Without a limit, each plan takes all the room there is.
        var workers = plans.Min(plan => plan.Workers);
        return (plans, limit is null ? Math.Max(1, workers / plans.Length) : workers);
    }

    /// <param name="network">The network.</param>
    /// <param name="options">What to compute.</param>
    /// <param name="held">What the process holds already, in bytes; it counts, too.</param>
    internal static SaliencyPlan For(Network network, SaliencyOptions options, long held)
    {
        held += RuntimeBytes;
        var method = MethodCatalog.Create(network, options.Attribution);
        var crops = options.View == SaliencyView.TenCrop ? 10 : Math.Min(MostProbes, method.Probes);
        var rivals = options.Attribution.ClassContrast > 0 ? ClassContrast.Rivals : 0;
        var wanted = Math.Max(1, Math.Min((options.Classes?.Count ?? options.Top) + rivals, network.ClassCount));
        // Maps in work, and of images whose turn is yet to come.
        var maps = sizeof(float) * (network.Input.Plane * (2L * wanted + MostGradients) + network.Input.Length * (long)crops
            + method.SumLength * (long)Math.Min(wanted, MostGradients));

        // Without a limit, there may be others who want some of the machine.
        var room = options.MemoryLimit - held ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;
        if (options.Engine.FreeMemory / 2 is { } free) room = Math.Min(room, free);
        var classes = Math.Min(wanted, Math.Max(1, MostGradients / crops));
        // What a limit leaves is given to one image after the other, as each needs it.
        var images = options.MemoryLimit is null ? options.BatchSize ?? options.Engine.Capabilities.Batch : 1;
        while (true)
        {
            var bytes = Bytes(images, crops, classes);
            if (bytes <= room || (images, crops, classes) == (1, 1, 1))
            {
                if (bytes > room && options.MemoryLimit is { } limit)
                    throw new ArgumentException(
                        $"Network '{network.Name}' needs {Megabytes(held + bytes)} at the least; the limit is "
                            + $"{Megabytes(limit)}.");
                return new()
                {
                    Workers = (int)Math.Clamp(room / bytes, 1, options.Threads),
                    Images = images,
                    Crops = crops,
                    Classes = classes,
                    WorkerBytes = bytes,
                    Method = method,
                    Engine = options.Engine,
                };
            }

            // Fewer images and classes cost little, fewer crops a second forward pass.
            if (images > 1) images /= 2;
            else if (classes > 1) classes--;
            else crops = crops > 5 ? 5 : 1;
        }

        long Bytes(int images, int crops, int classes)
        {
            try
            {
                return options.Engine.Bytes(network, method.Plan(images * crops, classes)) + images * (maps + ImageBytes);
            }
            catch (ArgumentException) when ((images, crops, classes) != (1, 1, 1))
            {
                return long.MaxValue;
            }
            catch (ArgumentException e)
            {
                throw new ArgumentException($"Network '{network.Name}' is too large. {e.Message}", e);
            }
        }
    }

    private static string Megabytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{(bytes - 1) / (1 << 20) + 1} MB");
}
