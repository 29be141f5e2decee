using SaliencyPS.Imaging.Resizing;

namespace SaliencyPS.Imaging.Drawing;

/// <summary>Small copies of images side by side, in reading order; holds no image in full size.</summary>
/// <param name="cellWidth">Width of a cell in pixels, at least 1.</param>
/// <param name="cellHeight">Height of a cell in pixels, at least 1.</param>
/// <param name="columns">Most images in a row, at least 1.</param>
internal sealed class ContactSheet(int cellWidth = 240, int cellHeight = 180, int columns = 5)
{
    private const int Gap = 4, MostCells = 2000, MostHigh = 65_500; // cells by memory, height by JPEG

    private readonly List<RgbImage> _cells = [];

    /// <summary>Images so far.</summary>
    public int Count => _cells.Count;

    /// <summary>Most images of a sheet: what a file can hold, and at most 2000.</summary>
    public int Capacity => Math.Min(MostCells, (MostHigh - Gap) / (cellHeight + Gap) * columns);

    /// <summary>Adds an image, shrunk (or enlarged) to fit a cell with its proportions kept.</summary>
    /// <exception cref="InvalidOperationException">The sheet is full.</exception>
    public void Add(RgbImage image)
    {
        if (Count == Capacity) throw new InvalidOperationException("The contact sheet is full.");
        var scale = Math.Min((double)cellWidth / image.Width, (double)cellHeight / image.Height);
        var (width, height) = (Math.Max(1, (int)(image.Width * scale)), Math.Max(1, (int)(image.Height * scale)));
        _cells.Add(Resampler.Bilinear(image, width, height));
    }

    /// <summary>The sheet: each image in the middle of its cell, on white.</summary>
    /// <exception cref="InvalidOperationException">There are no images.</exception>
    public RgbImage Render()
    {
        if (_cells.Count == 0) throw new InvalidOperationException("A contact sheet needs an image.");
        var (width, height) = (Math.Min(columns, _cells.Count), (_cells.Count + columns - 1) / columns);
        var sheet = new RgbImage(width * (cellWidth + Gap) + Gap, height * (cellHeight + Gap) + Gap);
        sheet.Pixels.AsSpan().Fill(255);
        for (var i = 0; i < _cells.Count; i++)
        {
            var cell = _cells[i];
            var left = Gap + i % columns * (cellWidth + Gap) + (cellWidth - cell.Width) / 2;
            var top = Gap + i / columns * (cellHeight + Gap) + (cellHeight - cell.Height) / 2;
            for (var y = 0; y < cell.Height; y++)
            {
                var row = cell.Pixels.AsSpan(y * cell.Width * 3, cell.Width * 3);
                row.CopyTo(sheet.Pixels.AsSpan(((top + y) * sheet.Width + left) * 3));
            }
        }

        return sheet;
    }
}
