using SaliencyPS.Hosting;
using SaliencyPS.Imaging;
using SaliencyPS.Localization.Color;
using SaliencyPS.Localization.Seeds;

namespace SaliencyPS.Localization.Cut;

/// <summary>
/// What each pixel of an image costs either side of the cut: −log p of its color under that side's model, and what the map
/// itself has against the label. The models are those of the map's seeds, until they are taken from the two sides of a cut.
/// </summary>
internal sealed class UnaryTerms
{
    /// <summary>
    /// Units of the cut per nat: the cut is exact in whole numbers, the costs are rounded to a thousandth of a nat.
    /// </summary>
    public const double Scale = 1024;

    /// <summary>Neither color nor map speak for one side by more than this many nats (e¹⁰⁰⁰ : 1 is certainty).</summary>
    private const double MostEvidence = 1000;

    // How many pixels are looked at between looks at the token.
    private const int Stretch = 1 << 16;

    private readonly RgbImage _image;
    private readonly LocalizationOptions _options;
    private readonly float[] _prior; // none where the map is no prior
    private readonly CancellationToken _token;

    /// <summary>Costs by the colors of the map's seeds.</summary>
    /// <param name="image">The image, in the color space of the models.</param>
    /// <param name="map">Saliency, one value per pixel, row-major.</param>
    /// <param name="options">How seeds, models and prior are made; valid.</param>
    /// <param name="token">Stops the work, here and in <see cref="Refine"/>.</param>
    /// <exception cref="LocalizationException">The map is constant, or holds NaN or an infinity.</exception>
    public UnaryTerms(RgbImage image, ReadOnlySpan<float> map, LocalizationOptions options, CancellationToken token)
    {
        (_image, _options, _token) = (image, options, token);
        _ = QuantileSeeds.Range(map);
        var needsMass = options.SeedRule == SeedRule.Mass || options.SaliencyWeight > 0;
        var mass = needsMass ? new SaliencyMass(map, options.Sharpness, token) : null;
        Seeds = options.SeedRule switch
        {
            SeedRule.Quantile => QuantileSeeds.FromMap(map, options.ForegroundQuantile, options.BackgroundQuantile),
            SeedRule.Mass => mass!.Seeds(options.ForegroundMass, options.BackgroundMass),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.SeedRule, null),
        };
        token.ThrowIfCancellationRequested();
        _prior = options.SaliencyWeight > 0 ? mass!.LogRatios(options.ObjectMass) : [];
        Values = new int[map.Length];
        Fill(Seeds);
    }

    /// <summary>The map's seeds.</summary>
    public SeedLabel[] Seeds { get; }

    /// <summary>Per pixel the cost of background minus that of foreground, in units of the cut.</summary>
    public int[] Values { get; }

    /// <summary>The cost that no labeling can avoid, in units of the cut: the sum of the smaller of the two.</summary>
    public long Constant { get; private set; }

    /// <summary>
    /// Takes the color models from the two sides of a cut, neither of them empty, as GrabCut does (Rother et al. 2004).
    /// </summary>
    public void Refine(bool[] sides) =>
        Fill(Array.ConvertAll(sides, side => side ? SeedLabel.Foreground : SeedLabel.Background));

    /// <summary>The cost of a labeling without its pairwise terms, in units of the cut.</summary>
    public long CostOf(ReadOnlySpan<bool> foreground)
    {
        var cost = Constant;
        for (var i = 0; i < Values.Length; i++)
            if (foreground[i] != Values[i] > 0) cost += Math.Abs(Values[i]);
        return cost;
    }

    private GaussianMixture Model(SeedLabel[] labels, SeedLabel label)
    {
        var colors = new byte[3 * labels.AsSpan().Count(label)];
        for (int i = 0, next = 0; i < labels.Length; i++)
        {
            if (labels[i] != label) continue;
            _image.Pixels.AsSpan(3 * i, 3).CopyTo(colors.AsSpan(next));
            next += 3;
        }

        return GaussianMixture.Fit(colors, _options.Components, _options.MixtureIterations, _options.CovarianceFloor, _token);
    }

    private void Fill(SeedLabel[] labels)
    {
        var foreground = Model(labels, SeedLabel.Foreground);
        var background = Model(labels, SeedLabel.Background);
        float[] inFront = new float[Values.Length], behind = new float[Values.Length];
        for (var start = 0; start < Values.Length; start += Stretch)
        {
            _token.ThrowIfCancellationRequested();
            var length = Math.Min(Stretch, Values.Length - start);
            var colors = _image.Pixels.AsSpan(3 * start, 3 * length);
            foreground.LogDensities(colors, inFront.AsSpan(start, length));
            background.LogDensities(colors, behind.AsSpan(start, length));
        }

        var (keepFront, keepBehind) = _options.SeedConstraint switch
        {
            SeedConstraint.None => (false, false),
            SeedConstraint.Foreground => (true, false),
            SeedConstraint.Background => (false, true),
            SeedConstraint.Both => (true, true),
            var other => throw new InvalidOperationException($"There is no seed constraint {other}."),
        };
        // Dearer than all links of a pixel together with its color and the map: no minimum cut pays this.
        var certain = 1 + (int)Math.Ceiling(Scale * (8 * _options.ContrastWeight + 2 * MostEvidence));
        Constant = 0;
        for (var i = 0; i < Values.Length; i++)
        {
            var bySaliency = _prior.Length > 0 ? Math.Clamp(_options.SaliencyWeight * _prior[i], -MostEvidence, MostEvidence) : 0;
            var color = Math.Clamp((double)inFront[i] - behind[i], -_options.MaximumEvidence, _options.MaximumEvidence);
            if (keepFront && Seeds[i] == SeedLabel.Foreground) Values[i] = certain;
            else if (keepBehind && Seeds[i] == SeedLabel.Background) Values[i] = -certain;
            else Values[i] = (int)Math.Round(Scale * (color + bySaliency));
            var unavoidable = Values[i] > 0 ? Math.Max(0, -bySaliency) - inFront[i] : Math.Max(0, bySaliency) - behind[i];
            Constant += (long)Math.Round(Scale * unavoidable);
        }
    }
}
