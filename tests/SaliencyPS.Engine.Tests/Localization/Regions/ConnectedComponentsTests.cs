using SaliencyPS.Localization;
using SaliencyPS.Localization.Regions;
using Xunit;

namespace SaliencyPS.Tests.Localization.Regions;

public sealed class ConnectedComponentsTests
{
    [Theory]
    [InlineData("#..|.#.|..#", "#..|.#.|..#", 0, 0, 3, 3)] // corners connect
    [InlineData("##.|...|.##", "##.|...|...", 0, 0, 2, 1)] // of equals the first
    [InlineData("#..|...|.##", "...|...|.##", 1, 2, 2, 1)]
    [InlineData("#.#|#.#|###", "#.#|#.#|###", 0, 0, 3, 3)] // two arms joined below
    public void TheLargestComesFirst(string image, string first, int x, int y, int width, int height)
    {
        var component = ConnectedComponents.Find(Pixels(image), 3)[0];
        Assert.Equal(Pixels(first), component.ToBoolArray(3, 3));
        Assert.Equal(new BoundingBox(x, y, width, height), component.Box);
        Assert.Equal(first.Count(c => c == '#'), component.Area);
    }

    [Theory]
    [InlineData("#..|.#.|..#", "#..|...|...", 0, 0, 1, 1)] // corners do not connect
    [InlineData("##.|..#|.##", "...|..#|.##", 1, 1, 2, 2)]
    [InlineData("#.#|#.#|###", "#.#|#.#|###", 0, 0, 3, 3)]
    public void TheLargestOfFourNeighborsComesFirst(string image, string first, int x, int y, int width, int height)
    {
        var component = ConnectedComponents.Find(Pixels(image), 3, Connectivity.Four)[0];
        Assert.Equal(Pixels(first), component.ToBoolArray(3, 3));
        Assert.Equal((new BoundingBox(x, y, width, height), first.Count(c => c == '#')), (component.Box, component.Area));
    }

    [Fact]
    public void OfEqualsTheFirstInRowOrderComesFirst()
    {
        var found = ConnectedComponents.Find(Pixels("#.#|...|#.#"), 3);
        Assert.Equal([new(0, 0, 1, 1), new(2, 0, 1, 1), new(0, 2, 1, 1), new(2, 2, 1, 1)],
            found.Select(component => component.Box));
    }

    [Theory]
    [InlineData(1, 1), InlineData(1, 7), InlineData(7, 1), InlineData(2, 2), InlineData(64, 3), InlineData(65, 33)]
    public void RegularImagesMatchAFloodFill(int width, int height)
    {
        Check(new bool[width * height], width, height);
        Check([.. Enumerable.Repeat(true, width * height)], width, height);
        // one piece by its corners, or none
        Check([.. Enumerable.Range(0, width * height).Select(i => (i % width + i / width) % 2 == 0)], width, height);
        // as many as there can be
        Check([.. Enumerable.Range(0, width * height).Select(i => i % width % 2 == 0 && i / width % 2 == 0)], width, height);
        // a comb, joined last
        Check([.. Enumerable.Range(0, width * height).Select(i => i % width % 2 == 0 || i / width == height - 1)], width, height);
        Check([.. Enumerable.Range(0, width * height).Select(i => i / width % 2 == 0)], width, height);
    }

    [Fact]
    public void AnyImageMatchesAFloodFill()
    {
        var random = new Random(14);
        for (var round = 0; round < 300; round++)
        {
            var (width, height, density) = (random.Next(1, 20), random.Next(1, 20), random.NextDouble());
            Check([.. Enumerable.Range(0, width * height).Select(_ => random.NextDouble() < density)], width, height);
        }
    }

    [Fact]
    public void PixelsThatDoNotFillRowsAreRefused()
    {
        Assert.Throws<ArgumentException>(() => ConnectedComponents.Find(new bool[5], 2));
        Assert.Throws<ArgumentException>(() => ConnectedComponents.Find(new bool[5], 0));
        Assert.Empty(ConnectedComponents.Find([], 3));
    }

    private static void Check(bool[] pixels, int width, int height)
    {
        foreach (var connectivity in Enum.GetValues<Connectivity>()) Check(pixels, width, height, connectivity);
    }

    private static void Check(bool[] pixels, int width, int height, Connectivity connectivity)
    {
        var expected = Flood(pixels, width, height, connectivity).OrderByDescending(region => region.Count)
            .ThenBy(region => region.Min).ToArray();
        var found = ConnectedComponents.Find(pixels, width, connectivity);
        Assert.Equal(expected.Length, found.Count);
        foreach (var (region, component) in expected.Zip(found))
        {
            var kept = component.ToBoolArray(width, height);
            Assert.Equal(region, Enumerable.Range(0, kept.Length).Where(i => kept[i]));
            Assert.Equal(region.Count, component.Area);
            Assert.Equal((region.Min(i => i % width), region.Min(i => i / width)), (component.Box.X, component.Box.Y));
            Assert.Equal((region.Max(i => i % width) + 1, region.Max(i => i / width) + 1),
                (component.Box.X + component.Box.Width, component.Box.Y + component.Box.Height));
        }
    }

    private static bool[] Pixels(string image) => [.. image.Replace("|", "").Select(c => c == '#')];

    private static List<SortedSet<int>> Flood(bool[] pixels, int width, int height, Connectivity connectivity)
    {
        var (seen, regions) = (new bool[pixels.Length], new List<SortedSet<int>>());
        for (var start = 0; start < pixels.Length; start++)
        {
            var region = new SortedSet<int>();
            for (var open = new Stack<int>([start]); open.TryPop(out var i);)
            {
                if (!pixels[i] || seen[i]) continue;
                seen[i] = true;
                region.Add(i);
                for (var y = Math.Max(0, i / width - 1); y <= Math.Min(height - 1, i / width + 1); y++)
                    for (var x = Math.Max(0, i % width - 1); x <= Math.Min(width - 1, i % width + 1); x++)
                        if (connectivity == Connectivity.Eight || x == i % width || y == i / width) open.Push(y * width + x);
            }

            if (region.Count > 0) regions.Add(region);
        }

        return regions;
    }
}
