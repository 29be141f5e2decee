using SaliencyPS.Imaging;

namespace SaliencyPS.ClassModels;

/// <summary>A contact sheet of class model images: six in a row, of one size whatever the network's.</summary>
public static class ClassModelSheet
{
    private const int Side = 192, Columns = 6;

    /// <summary>An empty sheet.</summary>
    public static ContactSheet Create() => new(Side, Side, Columns);
}
