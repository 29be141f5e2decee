using SaliencyPS.Adapters;
using SaliencyPS.Networks.Formats.Onnx;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Hosting;

/// <summary>From what a user asks for to an engine that can do what is to be done.</summary>
internal static class EngineSelection
{
    /// <summary>Refuses a library that cannot be used here.</summary>
    /// <exception cref="AdapterException">It cannot be used; the message says why.</exception>
    public static void Require(EngineChoice choice) => Candidates(choice);

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

    /// <summary>The first engine that can do it, of those that the choice allows.</summary>
    /// <param name="choice">What the user asks for.</param>
    /// <param name="attempt">Plans what is to be done with an engine, or throws a <see cref="NotSupportedException"/>.</param>
    /// <exception cref="AdapterException">The library that was asked for cannot be used here.</exception>
    /// <exception cref="NotSupportedException">No engine can do it; the message is that of the first.</exception>
    public static IComputeEngine Choose(EngineChoice choice, Action<IComputeEngine> attempt)
    {
        NotSupportedException? first = null;
        foreach (var engine in Candidates(choice))
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
