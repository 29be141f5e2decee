using System.Reflection;
using System.Runtime.InteropServices;
using SaliencyPS.Adapters;
using SaliencyPS.Tests.Networks.Store;
using Xunit;

[assembly: AssemblyFixture(typeof(SaliencyPS.Tests.Adapters.Libraries))]

namespace SaliencyPS.Tests.Adapters;

/// <summary>
/// All libraries, installed as users install them, from a server on this machine that has the packages which the build restored.
/// </summary>
public sealed class Libraries : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saliency-engines-");
    private readonly Dictionary<string, string> _faults = [];

    public Libraries()
    {
        Environment.SetEnvironmentVariable(AdapterStore.FolderVariable, _folder.FullName);
        foreach (var adapter in AdapterCatalog.All)
        {
            try
            {
                using var server = new FileServer(adapter.PackagesHere.ToDictionary(PathOf, Read));
                AdapterStore.Default.Install(adapter, [PackageSource.Of(server[""])]);
            }
            catch (Exception e) when (e is AdapterException or IOException)
            {
                _faults[adapter.Name] = e.Message;
            }
        }

        // Tests that call OpenCV themselves use the native library that was installed.
        var native = Path.Combine(AdapterStore.Default.FolderOf(AdapterCatalog.Find("OpenCV")), "libOpenCvSharpExtern.so");
        NativeLibrary.SetDllImportResolver(typeof(OpenCvSharp.Cv2).Assembly,
            (_, _, _) => File.Exists(native) ? NativeLibrary.Load(native) : 0);
    }

    // What a process has loaded cannot be deleted everywhere.
    public void Dispose()
    {
        if (!OperatingSystem.IsWindows()) _folder.Delete(recursive: true);
    }

    /// <summary>A library's adapter; skips the running test, with the reason, where it does not work here.</summary>
    internal T Load<T>(string name) where T : IAdapter
    {
        var adapter = AdapterCatalog.Find(name);
        var fault = _faults.GetValueOrDefault(name) ?? Adapter.WhyNot(adapter);
        Assert.SkipUnless(fault is null, $"{name}: {fault}");
        return Adapter.Load<T>(adapter);
    }

    /// <summary>A package's address below that of the server.</summary>
    internal static string PathOf(AdapterPackage package) => $"/{PackageSource.PathOf(package)}";

    /// <summary>A package's file.</summary>
    /// <exception cref="IOException">The build did not restore it.</exception>
    internal static byte[] Read(AdapterPackage package)
    {
        var packages = typeof(Libraries).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "Packages").Value!;
        return File.ReadAllBytes(packages.TrimEnd('/', '\\') + PathOf(package));
    }
}
