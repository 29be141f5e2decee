using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Networks;

namespace SaliencyPS.ClassModels;

/// <summary>Contact sheets of class model images: six in a row, of one width whatever the network's.</summary>
internal static class ClassModelSheet
{
    private const int Width = 192, Columns = 6;

    /// <summary>An empty sheet for the images of a network.</summary>
    public static ContactSheet For(Network network) =>
        new(Width, Math.Max(1, Width * network.Input.Height / network.Input.Width), Columns);
}
