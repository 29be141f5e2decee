using System.Collections.Concurrent;
using SaliencyPS.Imaging;

namespace SaliencyPS.Localization;

/// <summary>
/// Weakly supervised localisation (Simonyan et al. 2014, section 3.2): seeds from a class saliency map, a colour model of each kind of
/// seed, an exact cut, the largest component and its box. What depends on the picture alone is done once and shared by the maps of all
/// classes. Immutable to the caller: <see cref="Find(ReadOnlyMemory{float}, CancellationToken)"/> may run on many threads at once.
/// </summary>
public sealed class ObjectLocalizer
{
    /// <summary>Capacity units per nat: the cut is exact in integers, the costs are rounded to a thousandth of a nat.</summary>
    private const double Scale = 1024;

    /// <summary>Neither colour nor map speak for one side by more than this many nats (e¹⁰⁰⁰ : 1 is certainty).</summary>
    private const double MostEvidence = 1000;

    private readonly LocalizationOptions _options;
    private readonly RgbImage _picture; // at the resolution of the cut
    private readonly int _width, _height, _factor; // of the picture as given, and by how much it was shrunk
    private readonly GridLinks _links;
    private readonly ConcurrentBag<GridCut> _workspaces = [];

    /// <summary>Does the part of the work that depends on the picture only.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ObjectLocalizer(RgbImage picture, LocalizationOptions? options = null) : this(new DecodedImage(picture), options) { }

    /// <summary>The same for a picture that may be in memory with less detail than its file has; masks and boxes are those of the file.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or the picture has not the detail of the cut.</exception>
    public ObjectLocalizer(DecodedImage picture, LocalizationOptions? options = null)
    {
        _options = options ?? LocalizationOptions.Default;
        _options.Validate();
        (_width, _height, _factor) = (picture.Width, picture.Height, Factor(picture.Width, picture.Height, _options.MaximumCutPixels));
        if (picture.Reduction > _factor)
            throw new ArgumentException($"A picture of {_width}×{_height} pixels, decoded with 1/{picture.Reduction} of that, cannot be cut at 1/{_factor}.", nameof(picture));
        _picture = _factor == 1 ? picture.Image : BlockAverage.Shrink(picture, _factor);
        _links = GridLinks.FromContrast(_picture, _options.ContrastWeight * Scale);
    }

    /// <summary>By what whole factor a picture is shrunk before it is cut.</summary>
    internal static int Factor(int width, int height, int maximumCutPixels)
    {
        var factor = 1;
        while ((long)BlockAverage.Blocks(width, factor) * BlockAverage.Blocks(height, factor) > maximumCutPixels) factor++;
        return factor;
    }

    /// <summary>Finds the object of one map in one picture; for several maps of a picture keep an instance instead.</summary>
    /// <inheritdoc cref="Find(ReadOnlyMemory{float}, CancellationToken)"/>
    public static LocalizationResult Find(RgbImage picture, ReadOnlyMemory<float> map, LocalizationOptions? options = null, CancellationToken token = default) =>
        new ObjectLocalizer(picture, options).Find(map, token);

    /// <summary>Finds the object of one map: the largest component of the cut's foreground.</summary>
    /// <param name="map">Saliency at the picture's resolution: height × width, row-major, finite.</param>
    /// <param name="token">Looked at within milliseconds at the default resolution.</param>
    /// <exception cref="ArgumentException">The map has another number of values than the picture has pixels.</exception>
    /// <exception cref="LocalizationException">The map is constant, or holds NaN or an infinity.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public LocalizationResult Find(ReadOnlyMemory<float> map, CancellationToken token = default) => Locate(Shrink(map), all: false, token)[0];

    /// <summary>Finds the object of one map, which is brought straight to the resolution of the cut.</summary>
    /// <inheritdoc cref="Find(ReadOnlyMemory{float}, CancellationToken)"/>
    public LocalizationResult Find(SaliencyMap map, CancellationToken token = default) => Locate(Shrink(map), all: false, token)[0];

    /// <summary>
    /// Finds all objects of one map: the components of the cut's foreground, the largest first, that have at least
    /// <see cref="LocalizationOptions.MinimumArea"/> of the largest one's pixels (at the resolution of the cut). The first is what
    /// <see cref="Find(ReadOnlyMemory{float}, CancellationToken)"/> finds. Where the cut left no foreground it is alone: seeds are speckles.
    /// </summary>
    /// <inheritdoc cref="Find(ReadOnlyMemory{float}, CancellationToken)"/>
    public IReadOnlyList<LocalizationResult> FindAll(ReadOnlyMemory<float> map, CancellationToken token = default) => Locate(Shrink(map), all: true, token);

    /// <inheritdoc cref="FindAll(ReadOnlyMemory{float}, CancellationToken)"/>
    public IReadOnlyList<LocalizationResult> FindAll(SaliencyMap map, CancellationToken token = default) => Locate(Shrink(map), all: true, token);

    /// <summary>
    /// The energy, in nats, of any labelling under the colour models of a map, for comparison with <see cref="LocalizationResult.Energy"/>,
    /// which none is below. Only for pictures that are cut at full size.
    /// </summary>
    internal double EnergyOf(ReadOnlySpan<bool> foreground, ReadOnlySpan<float> map)
    {
        var (_, terminals, constant) = Terminals(map, default);
        var cost = constant + _links.CostOf(foreground);
        for (var i = 0; i < terminals.Length; i++)
            if (foreground[i] != terminals[i] > 0) cost += Math.Abs(terminals[i]);
        return cost / Scale;
    }

    private ReadOnlySpan<float> Shrink(ReadOnlyMemory<float> map)
    {
        if (map.Length != (long)_width * _height)
            throw new ArgumentException($"A picture of {_width}×{_height} pixels needs a map of {(long)_width * _height} values, not {map.Length}.", nameof(map));
        return _factor == 1 ? map.Span : BlockAverage.Shrink(map.Span, _width, _height, _factor);
    }

    private ReadOnlySpan<float> Shrink(SaliencyMap map) =>
        (map.Width, map.Height) == (_width, _height) ? map.Resize(_picture.Width, _picture.Height)
            : throw new ArgumentException($"A map of a {map.Width}×{map.Height} picture does not fit one of {_width}×{_height}.", nameof(map));

    private LocalizationResult[] Locate(ReadOnlySpan<float> map, bool all, CancellationToken token)
    {
        var (seeds, terminals, constant) = Terminals(map, token);
        var labels = new bool[seeds.Length];
        var energy = (constant + Cut(terminals, labels, token)) / Scale;
        var components = ConnectedComponents.Find(labels, _picture.Width);
        var fromSeeds = components.Count == 0;
        if (fromSeeds) components = ConnectedComponents.Find(Array.ConvertAll(seeds, seed => seed == SeedLabel.Foreground), _picture.Width);
        var count = all && !fromSeeds ? components.Count(component => component.Area >= _options.MinimumArea * components[0].Area) : 1;
        var blocks = new BlockEnlargement(_width, _height, _factor);
        var (mass, results) = (blocks.Mass(map), new LocalizationResult[count]);
        for (var i = 0; i < count; i++)
        {
            var (box, runs) = (blocks.Box(components[i].Box), components[i].Runs);
            results[i] = new LocalizationResult(box, blocks.Mask(runs), blocks.Area(runs.Span), energy, fromSeeds)
            {
                Instance = i + 1,
                InstanceCount = count,
                SaliencyShare = mass > 0 ? Math.Min(1, blocks.Mass(map, runs.Span) / mass) : 0,
            };
        }

        return results;
    }

    private GaussianMixture Model(SeedLabel[] seeds, SeedLabel label, CancellationToken token)
    {
        var colours = new byte[3 * seeds.AsSpan().Count(label)];
        for (int i = 0, next = 0; i < seeds.Length; i++)
        {
            if (seeds[i] != label) continue;
            _picture.Pixels.AsSpan(3 * i, 3).CopyTo(colours.AsSpan(next));
            next += 3;
        }

        return GaussianMixture.Fit(colours, _options.Components, _options.MixtureIterations, _options.CovarianceFloor, token);
    }

    /// <summary>
    /// The seeds; per pixel the cost of background minus that of foreground, in capacity units; and the cost that no labelling can avoid: the
    /// sum of the smaller of the two. A cost is −log p of the colour, and what the map itself has against the label.
    /// </summary>
    private (SeedLabel[] Seeds, int[] Terminals, long Constant) Terminals(ReadOnlySpan<float> map, CancellationToken token)
    {
        // It also refuses maps that are constant or not finite.
        var seeds = Seeds.FromMap(map, _options.ForegroundQuantile, _options.BackgroundQuantile);
        var mass = _options.SeedRule == SeedRule.Mass || _options.SaliencyWeight > 0 ? new SaliencyMass(map, _options.Sharpness, token) : null;
        if (_options.SeedRule == SeedRule.Mass) seeds = mass!.Seeds(_options.ForegroundMass, _options.BackgroundMass);
        token.ThrowIfCancellationRequested();
        var prior = _options.SaliencyWeight > 0 ? mass!.LogRatios(_options.ObjectMass) : [];
        var foreground = Model(seeds, SeedLabel.Foreground, token);
        var background = Model(seeds, SeedLabel.Background, token);
        float[] inFront = new float[seeds.Length], behind = new float[seeds.Length];
        const int stretch = 1 << 16;
        for (var start = 0; start < seeds.Length; start += stretch)
        {
            token.ThrowIfCancellationRequested();
            var length = Math.Min(stretch, seeds.Length - start);
            var colours = _picture.Pixels.AsSpan(3 * start, 3 * length);
            foreground.LogDensities(colours, inFront.AsSpan(start, length));
            background.LogDensities(colours, behind.AsSpan(start, length));
        }

        var terminals = new int[seeds.Length];
        long constant = 0;
        var keepFront = _options.SeedConstraint is SeedConstraint.Foreground or SeedConstraint.Both;
        var keepBehind = _options.SeedConstraint is SeedConstraint.Background or SeedConstraint.Both;
        // Dearer than all links of a pixel together with its colour and the map: no minimum cut pays this.
        var certain = 1 + (int)Math.Ceiling(Scale * (8 * _options.ContrastWeight + 2 * MostEvidence));
        for (var i = 0; i < terminals.Length; i++)
        {
            var bySaliency = prior.Length > 0 ? Math.Clamp(_options.SaliencyWeight * prior[i], -MostEvidence, MostEvidence) : 0;
            var colour = Math.Clamp((double)inFront[i] - behind[i], -_options.MaximumEvidence, _options.MaximumEvidence);
            if (keepFront && seeds[i] == SeedLabel.Foreground) terminals[i] = certain;
            else if (keepBehind && seeds[i] == SeedLabel.Background) terminals[i] = -certain;
            else terminals[i] = (int)Math.Round(Scale * (colour + bySaliency));
            constant += (long)Math.Round(Scale * (terminals[i] > 0 ? Math.Max(0, -bySaliency) - inFront[i] : Math.Max(0, bySaliency) - behind[i]));
        }

        return (seeds, terminals, constant);
    }

    private long Cut(int[] terminals, bool[] labels, CancellationToken token)
    {
        if (!_workspaces.TryTake(out var workspace)) workspace = new GridCut(_links);
        try
        {
            return workspace.Solve(terminals, labels, token);
        }
        finally
        {
            _workspaces.Add(workspace);
        }
    }
}
