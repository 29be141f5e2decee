namespace SaliencyPS.Imaging;

/// <summary>Small copies of pictures side by side, in reading order; holds no picture in full size.</summary>
public sealed class ContactSheet
{
    private const int CellWidth = 240, CellHeight = 180, Gap = 4, Columns = 5;

    private readonly List<RgbImage> _cells = [];

    /// <summary>Pictures so far.</summary>
    public int Count => _cells.Count;

    /// <summary>Adds a picture, shrunk (or enlarged) to fit a cell of 240 × 180 pixels with its proportions kept.</summary>
    public void Add(RgbImage picture)
    {
        var scale = Math.Min((double)CellWidth / picture.Width, (double)CellHeight / picture.Height);
        _cells.Add(Resampler.Bilinear(picture, Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale))));
    }

    /// <summary>The sheet: five pictures in a row, each in the middle of its cell, on white.</summary>
    /// <exception cref="InvalidOperationException">There are no pictures.</exception>
    public RgbImage Render()
    {
        if (_cells.Count == 0) throw new InvalidOperationException("A contact sheet needs a picture.");
        var (columns, rows) = (Math.Min(Columns, _cells.Count), (_cells.Count + Columns - 1) / Columns);
        var sheet = new RgbImage(columns * (CellWidth + Gap) + Gap, rows * (CellHeight + Gap) + Gap);
        sheet.Pixels.AsSpan().Fill(255);
        for (var i = 0; i < _cells.Count; i++)
        {
            var cell = _cells[i];
            var left = Gap + i % Columns * (CellWidth + Gap) + (CellWidth - cell.Width) / 2;
            var top = Gap + i / Columns * (CellHeight + Gap) + (CellHeight - cell.Height) / 2;
            for (var y = 0; y < cell.Height; y++)
                cell.Pixels.AsSpan(y * cell.Width * 3, cell.Width * 3).CopyTo(sheet.Pixels.AsSpan(((top + y) * sheet.Width + left) * 3));
        }

        return sheet;
    }
}
