using SaliencyPS.Networks;
using SaliencyPS.Results;

namespace SaliencyPS.Saliency.Views;

/// <summary>
/// With how little detail an image may be decoded: along each side with at least twice as many pixels as there are in what the
/// network is shown and in what is cut, so that the resizing which follows sees nearly what it would have seen. Images of up to
/// about half a megapixel are decoded in full.
/// </summary>
internal static class Detail
{
    private const double Spare = 2;

    /// <summary>
    /// How many pixels of an image, along each side, one decoded pixel may stand for, for a
    /// view of it and a cut by default options.
    /// </summary>
    /// <exception cref="ElongatedImageException">The image is too elongated for the view.</exception>
    public static double Reduction(int width, int height, SaliencyView view, Network network) =>
        Math.Min(ViewPlan.For(view, network, width, height).Scale / Spare,
            CutGrid.Reduction(width, height, CutGrid.StandardBlocks));
}
