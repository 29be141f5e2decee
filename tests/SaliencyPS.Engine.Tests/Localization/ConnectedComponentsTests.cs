using SaliencyPS.Localization;
using Xunit;

namespace SaliencyPS.Tests.Localization;

public sealed class ConnectedComponentsTests
{
    [Theory]
    [InlineData("#..|.#.|..#", "#..|.#.|..#", 0, 0, 3, 3)] // corners connect
    [InlineData("##.|...|.##", "##.|...|...", 0, 0, 2, 1)] // of equals the first
    [InlineData("#..|...|.##", "...|...|.##", 1, 2, 2, 1)]
    [InlineData("#.#|#.#|###", "#.#|#.#|###", 0, 0, 3, 3)] // two arms joined below
    [InlineData("...|...|...", "...|...|...", 0, 0, 0, 0)]
    public void KeepsTheLargest(string picture, string kept, int x, int y, int width, int height)
    {
        var pixels = Pixels(picture);
        var (box, area) = ConnectedComponents.KeepLargest(pixels, 3);
        Assert.Equal(Pixels(kept), pixels);
        Assert.Equal(new BoundingBox(x, y, width, height), box);
        Assert.Equal(kept.Count(c => c == '#'), area);
    }

    [Theory]
    [InlineData("#..|.#.|..#", "#..|...|...", 0, 0, 1, 1)] // corners do not connect
    [InlineData("##.|..#|.##", "...|..#|.##", 1, 1, 2, 2)]
    [InlineData("#.#|#.#|###", "#.#|#.#|###", 0, 0, 3, 3)]
    public void KeepsTheLargestOfFourNeighbours(string picture, string kept, int x, int y, int width, int height)
    {
        var pixels = Pixels(picture);
        Assert.Equal((new BoundingBox(x, y, width, height), kept.Count(c => c == '#')), ConnectedComponents.KeepLargest(pixels, 3, Connectivity.Four));
        Assert.Equal(Pixels(kept), pixels);
    }

    [Theory]
    [InlineData(Connectivity.Eight)]
    [InlineData(Connectivity.Four)]
    public void MatchesAFloodFill(Connectivity connectivity)
    {
        var random = new Random(14);
        for (var round = 0; round < 300; round++)
        {
            var (width, height, density) = (random.Next(1, 20), random.Next(1, 20), random.NextDouble());
            var pixels = Enumerable.Range(0, width * height).Select(_ => random.NextDouble() < density).ToArray();
            var expected = Flood(pixels, width, height, connectivity);
            var (box, area) = ConnectedComponents.KeepLargest(pixels, width, connectivity);
            Assert.Equal(expected, Enumerable.Range(0, pixels.Length).Where(i => pixels[i]));
            Assert.Equal(expected.Count, area);
            if (area == 0) continue;
            Assert.Equal((expected.Min(i => i % width), expected.Min(i => i / width)), (box.X, box.Y));
            Assert.Equal((expected.Max(i => i % width) + 1, expected.Max(i => i / width) + 1), (box.X + box.Width, box.Y + box.Height));
        }
    }

    private static bool[] Pixels(string picture) => [.. picture.Replace("|", "").Select(c => c == '#')];

    private static SortedSet<int> Flood(bool[] pixels, int width, int height, Connectivity connectivity)
    {
        var (seen, best) = (new bool[pixels.Length], new SortedSet<int>());
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

            if (region.Count > best.Count) best = region;
        }

        return best;
    }
}
