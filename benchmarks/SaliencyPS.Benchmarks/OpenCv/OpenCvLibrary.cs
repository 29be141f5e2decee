using System.Runtime.InteropServices;
using OpenCvSharp;

namespace SaliencyPS.Benchmarks.OpenCv;

/// <summary>The native library behind OpenCvSharp.</summary>
internal static class OpenCvLibrary
{
    private static readonly string? Fault = Load();

    /// <summary>Whether it could be loaded.</summary>
    public static bool IsLoaded => Fault is null;

    /// <summary>Version, or why it could not be loaded.</summary>
    public static string Description => Fault is null
        ? $"OpenCV {Cv2.GetVersionString()} through OpenCvSharp" : $"OpenCV could not be loaded: {Fault}";

    // By the system's loader, as OpenCvSharp's own first call would not say what is missing.
    private static string? Load()
    {
        try
        {
            NativeLibrary.Load("OpenCvSharpExtern", typeof(Cv2).Assembly, searchPath: null);
            return null;
        }
        catch (DllNotFoundException e)
        {
            // Of the places that the runtime lists, only the library that is there tells something.
            return e.Message.Split('\n').FirstOrDefault(line =>
                line.StartsWith('/') && !line.Contains("No such file", StringComparison.Ordinal)) ?? e.Message;
        }
    }
}
