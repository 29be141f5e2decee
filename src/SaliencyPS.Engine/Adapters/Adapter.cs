using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using SaliencyPS.Files;

namespace SaliencyPS.Adapters;

/// <summary>Loads adapters: each once a process, when it is used first.</summary>
internal static class Adapter
{
    // Why what is loaded need not be known to the compiler of a native program.
    internal const string Native = "Require refuses it in a native program.";

    private static readonly Lock Loading = new();

    // Of what could not be loaded nothing is kept: the user may install it and try again.
    private static readonly Dictionary<string, IAdapter> Loaded = [];

    /// <summary>The adapter to a library that is there and works.</summary>
    /// <typeparam name="T">What it must be able to do.</typeparam>
    /// <exception cref="AdapterException">It cannot be used here; the message says why.</exception>
    public static T Load<T>(AdapterDescription description) where T : IAdapter
    {
        // One that was loaded and then removed is there no more, although the process has it.
        var folder = Require(description);
        lock (Loading)
        {
            if (!Loaded.TryGetValue(description.Name, out var adapter))
                Loaded[description.Name] = adapter = Start(description, folder);
            return (T)adapter;
        }
    }

    /// <summary>Why a library cannot be used here; null where it can. Loads it.</summary>
    public static string? WhyNot(AdapterDescription description)
    {
        try
        {
            Load<IAdapter>(description);
            return null;
        }
        catch (AdapterException e)
        {
            return e.Message;
        }
    }

    /// <summary>Refuses a library that is not there, which can be told without loading it.</summary>
    /// <returns>The folder of its files.</returns>
    /// <exception cref="AdapterException">It is not installed, or the adapter to it is not.</exception>
    public static string Require(AdapterDescription description)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
            throw new AdapterException($"The native program takes no libraries, {description.Name} included; the PowerShell "
                + "module does, and so does the program for .NET.");
        if (!description.IsForThisPlatform) throw new AdapterException(NotForThisPlatform(description));
        if (!File.Exists(FileOf(description)))
            throw new AdapterException(
                $"This installation has no adapter to {description.Name}: there is no '{FileOf(description)}'.");
        var store = AdapterStore.Default;
        return store.Has(description) ? store.FolderOf(description)
            : throw new AdapterException($"{description.Name} is not installed in '{store.Folder}'. Install-SaliencyEngine "
                + $"{description.Name}, or 'saliency engine install {description.Name.ToLowerInvariant()}', brings it.");
    }

    /// <summary>What to say of a library whose packages have nothing for this platform.</summary>
    internal static string NotForThisPlatform(AdapterDescription description) =>
        $"{description.Name} has no native libraries for {AdapterDescription.Platform}; it has them for "
        + $"{string.Join(", ", description.Runtimes!)}.";

    /// <summary>Starts an adapter, of which there may be others, with the files of its library.</summary>
    /// <inheritdoc cref="Load" path="exception"/>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Native)]
    internal static IAdapter Start(AdapterDescription description, string library)
    {
        var context = new AdapterContext(description.Name, library,
            description.Natives is { } variable ? Environment.GetEnvironmentVariable(variable) : null);
        try
        {
            var announced = context.LoadFromAssemblyPath(FileOf(description)).GetCustomAttribute<AdapterAttribute>()!.Adapter;
            var adapter = (IAdapter)Activator.CreateInstance(announced)!;
            adapter.Probe();
            return adapter;
        }
        // Whatever a library throws when a part of it is missing.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            var cause = context.NativeFault ?? (e.InnerException ?? e).Message.ReplaceLineEndings(" ");
            throw new AdapterException($"{description.Name} {description.Version} in '{library}' cannot be loaded: {cause}"
                + $"{(cause.EndsWith('.') ? "" : ".")}{(description.Needs is { } needs ? $" {needs}." : "")}", e);
        }
    }

    private static string FileOf(AdapterDescription description) =>
        Path.Combine(Installation.Folder, "adapters", description.Name, $"{description.Assembly}.dll");
}
