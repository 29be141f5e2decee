using SaliencyPS.Imaging;

namespace SaliencyPS.Localization;

/// <summary>
/// What each pixel of a picture costs either side of the cut: −log p of its colour under that side's model, and what the map itself has against
/// the label. The models are those of the map's seeds, until they are taken from the two sides of a cut.
/// </summary>
internal sealed class PixelCosts
{
    /// <summary>Capacity units per nat: the cut is exact in integers, the costs are rounded to a thousandth of a nat.</summary>
    public const double Scale = 1024;

    /// <summary>Neither colour nor map speak for one side by more than this many nats (e¹⁰⁰⁰ : 1 is certainty).</summary>
    private const double MostEvidence = 1000;

    // How many pixels are looked at between looks at the token.
    private const int Stretch = 1 << 16;

    private readonly RgbImage _picture;
    private readonly LocalizationOptions _options;
    private readonly float[] _prior; // none where the map is no prior
    private readonly CancellationToken _token;

    /// <summary>Costs by the colours of the map's seeds.</summary>
    /// <exception cref="LocalizationException">The map is constant, or holds NaN or an infinity.</exception>
    public PixelCosts(RgbImage picture, ReadOnlySpan<float> map, LocalizationOptions options, CancellationToken token)
    {
        (_picture, _options, _token) = (picture, options, token);
        _ = Localization.Seeds.Range(map);
        var mass = options.SeedRule == SeedRule.Mass || options.SaliencyWeight > 0 ? new SaliencyMass(map, options.Sharpness, token) : null;
        Seeds = options.SeedRule == SeedRule.Mass ? mass!.Seeds(options.ForegroundMass, options.BackgroundMass)
            : Localization.Seeds.FromMap(map, options.ForegroundQuantile, options.BackgroundQuantile);
        token.ThrowIfCancellationRequested();
        _prior = options.SaliencyWeight > 0 ? mass!.LogRatios(options.ObjectMass) : [];
        Terminals = new int[map.Length];
        Fill(Seeds);
    }

    /// <summary>The map's seeds.</summary>
    public SeedLabel[] Seeds { get; }

    /// <summary>Per pixel the cost of background minus that of foreground, in capacity units.</summary>
    public int[] Terminals { get; }

    /// <summary>The cost that no labelling can avoid, in capacity units: the sum of the smaller of the two.</summary>
    public long Constant { get; private set; }

    /// <summary>Takes the colour models from the two sides of a cut, neither of them empty, as GrabCut does (Rother et al. 2004).</summary>
    public void Refine(bool[] sides) => Fill(Array.ConvertAll(sides, side => side ? SeedLabel.Foreground : SeedLabel.Background));

    /// <summary>The cost of a labelling without its links, in capacity units.</summary>
    public long Of(ReadOnlySpan<bool> foreground)
    {
        var cost = Constant;
        for (var i = 0; i < Terminals.Length; i++)
            if (foreground[i] != Terminals[i] > 0) cost += Math.Abs(Terminals[i]);
        return cost;
    }

    private GaussianMixture Model(SeedLabel[] labels, SeedLabel label)
    {
        var colours = new byte[3 * labels.AsSpan().Count(label)];
        for (int i = 0, next = 0; i < labels.Length; i++)
        {
            if (labels[i] != label) continue;
            _picture.Pixels.AsSpan(3 * i, 3).CopyTo(colours.AsSpan(next));
            next += 3;
        }

        return GaussianMixture.Fit(colours, _options.Components, _options.MixtureIterations, _options.CovarianceFloor, _token);
    }

    private void Fill(SeedLabel[] labels)
    {
        var foreground = Model(labels, SeedLabel.Foreground);
        var background = Model(labels, SeedLabel.Background);
        float[] inFront = new float[Terminals.Length], behind = new float[Terminals.Length];
        for (var start = 0; start < Terminals.Length; start += Stretch)
        {
            _token.ThrowIfCancellationRequested();
            var length = Math.Min(Stretch, Terminals.Length - start);
            var colours = _picture.Pixels.AsSpan(3 * start, 3 * length);
            foreground.LogDensities(colours, inFront.AsSpan(start, length));
            background.LogDensities(colours, behind.AsSpan(start, length));
        }

        var keepFront = _options.SeedConstraint is SeedConstraint.Foreground or SeedConstraint.Both;
        var keepBehind = _options.SeedConstraint is SeedConstraint.Background or SeedConstraint.Both;
        // Dearer than all links of a pixel together with its colour and the map: no minimum cut pays this.
        var certain = 1 + (int)Math.Ceiling(Scale * (8 * _options.ContrastWeight + 2 * MostEvidence));
        Constant = 0;
        for (var i = 0; i < Terminals.Length; i++)
        {
            var bySaliency = _prior.Length > 0 ? Math.Clamp(_options.SaliencyWeight * _prior[i], -MostEvidence, MostEvidence) : 0;
            var colour = Math.Clamp((double)inFront[i] - behind[i], -_options.MaximumEvidence, _options.MaximumEvidence);
            if (keepFront && Seeds[i] == SeedLabel.Foreground) Terminals[i] = certain;
            else if (keepBehind && Seeds[i] == SeedLabel.Background) Terminals[i] = -certain;
            else Terminals[i] = (int)Math.Round(Scale * (colour + bySaliency));
            Constant += (long)Math.Round(Scale * (Terminals[i] > 0 ? Math.Max(0, -bySaliency) - inFront[i] : Math.Max(0, bySaliency) - behind[i]));
        }
    }
}
