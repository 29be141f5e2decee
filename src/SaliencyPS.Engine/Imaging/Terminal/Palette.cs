namespace SaliencyPS.Imaging.Terminal;

/// <summary>
/// The 256 colors that stand best for an image's, by median cut (Heckbert 1982) among the 32×32×32 cells of the color cube:
/// the group of the most pixels times its longest side is cut in two of equally many, until there are enough.
/// </summary>
internal sealed class Palette
{
    private const int MostColors = 256;

    private readonly byte[] _index = new byte[1 << 15];

    /// <summary>Makes the palette of an image.</summary>
    public Palette(RgbImage image)
    {
        var cells = new Cell?[1 << 15];
        for (var i = 0; i < image.Pixels.Length; i += 3)
        {
            var pixel = image.Pixels.AsSpan(i, 3);
            (cells[CellOf(pixel)] ??= new Cell(CellOf(pixel))).Add(pixel);
        }

        foreach (var group in Cut([.. cells.OfType<Cell>()]))
        {
            foreach (var cell in group) _index[cell.Id] = (byte)Colors.Count;
            Colors.Add(Mean(group));
        }
    }

    /// <summary>The colors.</summary>
    public List<RgbColor> Colors { get; } = [];

    /// <summary>Which color stands for a pixel of the image.</summary>
    public int IndexOf(ReadOnlySpan<byte> pixel) => _index[CellOf(pixel)];

    private static int CellOf(ReadOnlySpan<byte> pixel) => pixel[0] >> 3 << 10 | pixel[1] >> 3 << 5 | pixel[2] >> 3;

    private static IEnumerable<Cell[]> Cut(Cell[] all)
    {
        var groups = new PriorityQueue<Cell[], double>();
        Enqueue(all);
        var done = new List<Cell[]>();
        while (groups.Count > 0 && groups.Count + done.Count < MostColors)
        {
            var group = groups.Dequeue();
            if (group.Length == 1)
            {
                done.Add(group);
                continue;
            }

            Array.Sort(group, Comparer<Cell>.Create(CompareBy(LongestSide(group).Channel)));
            var half = group.Sum(cell => (long)cell.Count) / 2;
            var (at, sum) = (1, (long)group[0].Count);
            while (at < group.Length - 1 && sum < half) sum += group[at++].Count;
            Enqueue(group[..at]);
            Enqueue(group[at..]);
        }

        return done.Concat(groups.UnorderedItems.Select(item => item.Element));

        void Enqueue(Cell[] group) =>
            groups.Enqueue(group, -(double)LongestSide(group).Length * group.Sum(cell => (long)cell.Count));
    }

    private static Comparison<Cell> CompareBy(int channel) =>
        (a, b) => (a.Level(channel), a.Id).CompareTo((b.Level(channel), b.Id));

    private static (int Channel, int Length) LongestSide(Cell[] group) => Enumerable.Range(0, 3)
        .Select(channel => (
            Channel: channel, Length: group.Max(cell => cell.Level(channel)) - group.Min(cell => cell.Level(channel))))
        .MaxBy(side => side.Length);

    private static RgbColor Mean(Cell[] group)
    {
        var count = group.Sum(cell => (long)cell.Count);
        return new(Channel(0), Channel(1), Channel(2));
        byte Channel(int c) => (byte)((group.Sum(cell => cell.Sums[c]) + count / 2) / count);
    }

    /// <summary>The pixels of one cell of the cube.</summary>
    private sealed class Cell(int id)
    {
        public int Id => id;

        public int Count { get; private set; }

        public long[] Sums { get; } = new long[3];

        public int Level(int channel) => id >> (10 - 5 * channel) & 31;

        public void Add(ReadOnlySpan<byte> pixel)
        {
            Count++;
            for (var c = 0; c < 3; c++) Sums[c] += pixel[c];
        }
    }
}
