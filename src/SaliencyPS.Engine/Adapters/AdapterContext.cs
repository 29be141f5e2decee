using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace SaliencyPS.Adapters;

/// <summary>
/// Loads an adapter and its library apart from everything else in the process, which may hold other versions of the same
/// assemblies. Only the engine is shared.
/// </summary>
/// <param name="name">The adapter's name.</param>
/// <param name="folder">The library's files.</param>
/// <param name="other">A folder whose native libraries come before those; null or empty for none.</param>
internal sealed class AdapterContext(string name, string folder, string? other = null) : AssemblyLoadContext($"SaliencyPS.{name}")
{
    private static readonly string[] Endings =
        OperatingSystem.IsWindows() ? ["", ".dll"] : OperatingSystem.IsMacOS() ? ["", ".dylib"] : ["", ".so"];

    /// <summary>Why a native library could not be loaded, in the system's words; null where all could.</summary>
    public string? NativeFault { get; private set; }

    /// <summary>Why the system cannot load a native library: the part of a message that names the cause.</summary>
    /// <param name="message">The exception's message.</param>
    /// <param name="path">The library that was asked for.</param>
    internal static string Cause(string message, string path)
    {
        // The runtime tries the name with further endings, too, and tells of each in a line of its own.
        var lines = message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Skip(1).FirstOrDefault(line => !line.StartsWith(path, StringComparison.Ordinal)) ?? lines[0];
    }

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Adapter.Native)]
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var engine = typeof(AdapterContext).Assembly;
        if (assemblyName.Name == engine.GetName().Name) return engine;
        var file = Path.Combine(folder, $"{assemblyName.Name}.dll");
        return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        var candidates =
            from place in (string[])(string.IsNullOrEmpty(other) ? [folder] : [other, folder])
            from prefix in (string[])["", "lib"]
            from ending in Endings
            select Path.Combine(place, $"{prefix}{unmanagedDllName}{ending}");
        if (candidates.FirstOrDefault(File.Exists) is not { } file) return 0;
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            NativeFault = Cause(e.Message, file);
            throw;
        }
    }
}
