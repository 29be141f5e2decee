using SaliencyPS.Hosting;
using SaliencyPS.Imaging;
#if OPENCVSHARP
using SaliencyPS.Benchmarks.OpenCv;
#endif

namespace SaliencyPS.Benchmarks.Localization;

/// <summary>The library that cuts are held against in this process: OpenCV, in builds with <c>-p:Peers=true</c>.</summary>
internal static class CutReferences
{
#if OPENCVSHARP
    /// <summary>Which one it is and its version, or why there is none.</summary>
    public static string Description => OpenCvLibrary.Description;

    /// <summary>Whether there is one.</summary>
    public static bool IsLoaded => OpenCvLibrary.IsLoaded;

    /// <summary>A picture and the seeds of its classes in it; null where it could not be loaded.</summary>
    public static ICutReference? Create(RgbImage image, IReadOnlyList<SeedLabel[]> seeds) =>
        IsLoaded ? new OpenCvCuts(image, seeds) : null;
#else
    /// <summary>Which one it is and its version, or why there is none.</summary>
    public static string Description => "OpenCvSharp not in this build, which needs -p:Peers=true";

    /// <summary>Whether there is one; not in this build.</summary>
    public static bool IsLoaded => false;

    /// <summary>A picture and its seeds in it; null, as it is not in this build.</summary>
    public static ICutReference? Create(RgbImage image, IReadOnlyList<SeedLabel[]> seeds) => null;
#endif
}
