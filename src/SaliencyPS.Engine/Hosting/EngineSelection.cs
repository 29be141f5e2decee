using SaliencyPS.Adapters;
using SaliencyPS.Networks.Formats.Onnx;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Hosting;

/// <summary>From what a user asks for to an engine that can do what is to be done.</summary>
internal static class EngineSelection
{
    /// <summary>Refuses a library, a device or a precision that cannot be used here.</summary>
    /// <exception cref="AdapterException">It cannot be used; the message says why.</exception>
    public static void Require(EngineRequest request) => Candidates(request);

    /// <summary>
    /// How files are read that are not read otherwise: by libraries that keep a file as one layer which only they compute.
    /// </summary>
    /// <returns>Null for the engine in the box.</returns>
    /// <exception cref="AdapterException">The library that was asked for cannot be used.</exception>
    public static NetworkLibraries? Reader(EngineChoice choice)
    {
        if (choice == EngineChoice.Managed) return null;
        var isAuto = choice == EngineChoice.Auto;
        IEngineAdapter[] adapters = isAuto ? [.. Libraries()] : [Load(choice)];
        return new(
            adapters.Where(adapter => adapter.Reader is not null).Select(adapter => new OnnxLibrary(
                adapter.Engines[0].Describe().Name, adapter.Reader!, Always: !isAuto)).FirstOrDefault(),
            adapters.Select(adapter => adapter.ScriptReader).FirstOrDefault(reader => reader is not null));
    }

    /// <summary>The first engine that can do it, of those that the request allows.</summary>
    /// <param name="request">What the user asks for.</param>
    /// <param name="attempt">Plans what is to be done with an engine, or throws a <see cref="NotSupportedException"/>.</param>
    /// <exception cref="AdapterException">What was asked for cannot be used here.</exception>
    /// <exception cref="NotSupportedException">No engine can do it; the message is that of the first.</exception>
    public static IComputeEngine Choose(EngineRequest request, Action<IComputeEngine> attempt)
    {
        NotSupportedException? first = null;
        foreach (var engine in Candidates(request))
        {
            try
            {
                attempt(engine);
                return engine;
            }
            catch (NotSupportedException e)
            {
                first ??= e;
            }
            catch (ArgumentException)
            {
                return engine; // whatever else is wrong shows when it is done
            }
        }

        throw first!;
    }

    private static IComputeEngine[] Candidates(EngineRequest request)
    {
        var all = Candidates(request.Choice);
        IComputeEngine[] found =
        [
            .. all.Where(engine => request.Device is null || engine.Capabilities.Devices.Any(IsAsked))
                .Select(engine => request.Precision == Precision.Float32 ? engine
                    : (engine as IPrecisionEngine)?.With(request.Precision)).OfType<IComputeEngine>(),
        ];
        return found.Length > 0 ? found : throw new AdapterException(
            $"Engine {request.Choice} does not compute "
            + $"{(request.Device is { } name ? $"on device '{name}' " : "")}in {request.Precision} here; there are "
            + $"{string.Join("; ", all.Select(Offer))}.");

        static string Offer(IComputeEngine engine) => $"{engine.Describe().Name}: "
            + $"{string.Join(", ", engine.Capabilities.Devices)} in {string.Join(", ", engine.Capabilities.NumberTypes)}";

        bool IsAsked(string device) => device.Equals(request.Device, StringComparison.OrdinalIgnoreCase)
            || device.StartsWith($"{request.Device}:", StringComparison.OrdinalIgnoreCase);
    }

    // Other devices are faster than the processor; on that, nothing is faster than the engine in the box.
    private static IComputeEngine[] Candidates(EngineChoice choice)
    {
        if (choice == EngineChoice.Managed) return [ComputeEngines.Default];
        if (choice != EngineChoice.Auto) return [.. Load(choice).Engines];
        IComputeEngine[] others = [.. Libraries().SelectMany(adapter => adapter.Engines)];
        return [.. others.Where(HasDevice), ComputeEngines.Default, .. others.Where(engine => !HasDevice(engine))];
    }

    private static bool HasDevice(IComputeEngine engine) => !engine.Capabilities.Devices.Contains("cpu");

    private static IEngineAdapter Load(EngineChoice choice) => Adapter.Load<IEngineAdapter>(AdapterCatalog.Find($"{choice}"));

    private static IEnumerable<IEngineAdapter> Libraries() => AdapterCatalog.All
        .Where(adapter => adapter.Kind == EngineKind.Compute && Adapter.WhyNot(adapter) is null)
        .Select(Adapter.Load<IEngineAdapter>);
}
