using SaliencyPS.Adapters;
using SaliencyPS.Hosting;
using SaliencyPS.Imaging;
using SaliencyPS.Localization.Color;
using SaliencyPS.Localization.Cut;
using SaliencyPS.Localization.Seeds;
using SaliencyPS.Results;

namespace SaliencyPS.Localization.Regions;

/// <summary>
/// Weakly supervised localization (Simonyan et al. 2014, section 3.2): seeds from a class saliency map, a color model of
/// each kind of seed, an exact cut, the largest component and its box. What depends on the image alone is done once and
/// shared by the maps of all classes. Immutable to the caller:
/// <see cref="Find(ReadOnlyMemory{float}, CancellationToken)"/> may run on many threads at once.
/// </summary>
internal sealed class ObjectLocalizer
{
    private readonly LocalizationOptions _options;
    private readonly RgbImage _image; // at the resolution of the cut, in the color space of the models
    private readonly int _width, _height, _factor; // of the image as given, and by how much it was shrunk
    private readonly PairwiseTerms _pairwise;
    private readonly ISegmenter _segmenter;
    private readonly ISeededSegmenter? _library;

    /// <summary>Does the part of the work that depends on the image only.</summary>
    /// <param name="image">The image.</param>
    /// <param name="options">How a map becomes a box; <see cref="LocalizationOptions.Default"/> where null.</param>
    /// <param name="segmenter">Makes what cuts a grid with these pairwise terms; the managed minimum cut where null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ObjectLocalizer(
        RgbImage image, LocalizationOptions? options = null, Func<PairwiseTerms, ISegmenter>? segmenter = null)
        : this(new DecodedImage(image), options, segmenter) { }

    /// <summary>
    /// Does the part of the work that depends on the image only, for an image that may be in memory with less detail than its
    /// file has; masks and boxes are those of the file.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="options">How a map becomes a box; <see cref="LocalizationOptions.Default"/> where null.</param>
    /// <param name="segmenter">Makes what cuts a grid with these pairwise terms; the managed minimum cut where null.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the image has not the detail of the cut.</exception>
    /// <exception cref="AdapterException">The library that is to segment cannot be used here.</exception>
    public ObjectLocalizer(
        DecodedImage image, LocalizationOptions? options = null, Func<PairwiseTerms, ISegmenter>? segmenter = null)
    {
        _options = options ?? LocalizationOptions.Default;
        _options.Validate();
        (_width, _height) = (image.Width, image.Height);
        _factor = CutGrid.Factor(_width, _height, _options.MaximumCutPixels);
        if (image.Reduction > _factor)
        {
            throw new ArgumentException(
                $"An image of {_width}×{_height} pixels, decoded with 1/{image.Reduction} of that, "
                + $"cannot be cut at 1/{_factor}.",
                nameof(image));
        }

        var cut = _factor == 1 ? image.Image : BlockAverage.Shrink(image, _factor);
        _image = _options.ColorSpace switch
        {
            ColorSpace.Rgb => cut,
            ColorSpace.Lab => LabColors.Convert(cut),
            _ => throw new ArgumentOutOfRangeException(nameof(options), _options.ColorSpace, null),
        };
        _pairwise = ContrastTerms.Of(_image, _options.ContrastWeight * UnaryTerms.Scale, _options.Connectivity);
        _segmenter = segmenter is null ? new GridCut(_pairwise) : segmenter(_pairwise);
        _library = Segmenters.Find(_options.Segmenter);
    }

    /// <summary>Prepares for the maps of one image, read with the detail that a cut by these options needs.</summary>
    /// <param name="map">One of the maps.</param>
    /// <param name="options">How a map becomes a box.</param>
    /// <param name="limits">Bounds on the image; <see cref="ImageLimits.Default"/> where null.</param>
    /// <param name="token">Stops the reading.</param>
    /// <exception cref="ImageFormatException">
    /// The image is no longer in memory and cannot be decoded, or has another size now.
    /// </exception>
    /// <exception cref="IOException">The image is no longer in memory and cannot be read.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static ObjectLocalizer For(
        ClassSaliency map, LocalizationOptions options, ImageLimits? limits = null, CancellationToken token = default) =>
        new(map.GetImageToCut(options.MaximumCutPixels, limits, token), options);

    /// <summary>Finds the object of one map in one image; for several maps of an image keep an instance instead.</summary>
    /// <inheritdoc cref="Find(ReadOnlyMemory{float}, CancellationToken)"/>
    public static LocalizationResult Find(
        RgbImage image, ReadOnlyMemory<float> map, LocalizationOptions? options = null, CancellationToken token = default) =>
        new ObjectLocalizer(image, options).Find(map, token);

    /// <summary>Finds the object of one map: the largest component of the cut's foreground.</summary>
    /// <param name="map">Saliency at the image's resolution: height × width, row-major, finite.</param>
    /// <param name="token">Looked at within milliseconds at the default resolution.</param>
    /// <exception cref="ArgumentException">The map has another number of values than the image has pixels.</exception>
    /// <exception cref="LocalizationException">The map is constant, or holds NaN or an infinity.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public LocalizationResult Find(ReadOnlyMemory<float> map, CancellationToken token = default) =>
        Locate(Shrink(map), all: false, token)[0];

    /// <summary>Finds the object of one map, which is brought straight to the resolution of the cut.</summary>
    /// <inheritdoc cref="Find(ReadOnlyMemory{float}, CancellationToken)"/>
    public LocalizationResult Find(SaliencyMap map, CancellationToken token = default) =>
        Locate(Shrink(map), all: false, token)[0];

    /// <summary>
    /// Finds all objects of one map: the components of the cut's foreground, the largest first, that have at least
    /// <see cref="LocalizationOptions.MinimumArea"/> of the largest one's pixels (at the resolution of the cut). The
    /// first is what <see cref="Find(ReadOnlyMemory{float}, CancellationToken)"/> finds. Where the cut left no
    /// foreground it is alone: seeds are speckles.
    /// </summary>
    /// <inheritdoc cref="Find(ReadOnlyMemory{float}, CancellationToken)"/>
    public IReadOnlyList<LocalizationResult> FindAll(ReadOnlyMemory<float> map, CancellationToken token = default) =>
        Locate(Shrink(map), all: true, token);

    /// <summary>Finds the object of one map, or all of its objects, the largest first.</summary>
    /// <inheritdoc cref="Find(ReadOnlyMemory{float}, CancellationToken)"/>
    public IReadOnlyList<LocalizationResult> Find(SaliencyMap map, bool all, CancellationToken token) =>
        all ? FindAll(map, token) : [Find(map, token)];

    /// <inheritdoc cref="FindAll(ReadOnlyMemory{float}, CancellationToken)"/>
    public IReadOnlyList<LocalizationResult> FindAll(SaliencyMap map, CancellationToken token = default) =>
        Locate(Shrink(map), all: true, token);

    /// <summary>
    /// The energy, in nats, of any labeling under the color models of a map, for comparison with
    /// <see cref="LocalizationResult.Energy"/>, which none is below. Only for images that are cut at full size.
    /// </summary>
    /// <param name="foreground">The labeling.</param>
    /// <param name="map">The map.</param>
    /// <param name="sides">The labeling that the color models are those of, as after a refinement; the seeds where null.</param>
    internal double EnergyOf(ReadOnlySpan<bool> foreground, ReadOnlySpan<float> map, bool[]? sides = null)
    {
        var unary = new UnaryTerms(_image, Smooth(map, default), _options, default);
        if (sides is not null) unary.Refine(sides);
        return (unary.CostOf(foreground) + _pairwise.CostOf(foreground)) / UnaryTerms.Scale;
    }

    private ReadOnlySpan<float> Shrink(ReadOnlyMemory<float> map)
    {
        if (map.Length != (long)_width * _height)
            throw new ArgumentException(
                $"An image of {_width}×{_height} pixels needs a map of {(long)_width * _height} values, not {map.Length}.",
                nameof(map));
        return _factor == 1 ? map.Span : BlockAverage.Shrink(map.Span, _width, _height, _factor);
    }

    private ReadOnlySpan<float> Shrink(SaliencyMap map) =>
        (map.Width, map.Height) == (_width, _height) ? map.Resize(_image.Width, _image.Height, _options.Upsampling)
            : throw new ArgumentException($"A map of a {map.Width}×{map.Height} image does not fit one of {_width}×{_height}.",
                nameof(map));

    private LocalizationResult[] Locate(ReadOnlySpan<float> map, bool all, CancellationToken token)
    {
        var unary = new UnaryTerms(_image, Smooth(map, token), _options, token);
        var labels = new bool[map.Length];
        var energy = Cut(unary, labels, token) / UnaryTerms.Scale;
        var components = ConnectedComponents.Find(labels, _image.Width, _options.Connectivity);
        var fromSeeds = components.Count == 0;
        if (fromSeeds)
        {
            var seeds = Array.ConvertAll(unary.Seeds, seed => seed == SeedLabel.Foreground);
            components = ConnectedComponents.Find(seeds, _image.Width, _options.Connectivity);
        }

        var chosen = all && !fromSeeds
            ? components.TakeWhile(component => component.Area >= _options.MinimumArea * components[0].Area)
            : components.Take(1);
        ConnectedComponent[] objects =
            [.. _options.FillHoles ? Holes.Fill(chosen, _image.Width, _options.Connectivity) : chosen];
        var blocks = new BlockUpsampling(_width, _height, _factor);
        var (mass, results, settings) = (blocks.Mass(map), new LocalizationResult[objects.Length], $"{_options}");
        for (var i = 0; i < results.Length; i++)
        {
            var (box, runs) = (blocks.Box(objects[i].Box), objects[i].Runs);
            results[i] = new LocalizationResult(box, blocks.Mask(runs), blocks.Area(runs.Span), energy, fromSeeds)
            {
                Settings = settings,
                Instance = i + 1,
                InstanceCount = results.Length,
                SaliencyShare = mass > 0 ? Math.Min(1, blocks.Mass(map, runs.Span) / mass) : 0,
            };
        }

        return results;
    }

    private ReadOnlySpan<float> Smooth(ReadOnlySpan<float> map, CancellationToken token) => _options.Smoothing == 0 ? map
        : MapSmoothing.Run(map, _image.Width, _options.Smoothing * Math.Min(_image.Width, _image.Height), token);

    /// <returns>The energy of the last cut, in units of the cut.</returns>
    private long Cut(UnaryTerms unary, bool[] labels, CancellationToken token)
    {
        if (_library is not null)
        {
            var keep = _options.SeedConstraint;
            _library.Segment(new SeededImage(_image.Width, _image.Height, _image.Pixels, unary.Seeds,
                KeepsForeground: keep is SeedConstraint.Foreground or SeedConstraint.Both,
                KeepsBackground: keep is SeedConstraint.Background or SeedConstraint.Both, _options.Refinements), labels, token);
            return unary.CostOf(labels) + _pairwise.CostOf(labels); // by our models, to be compared with our cut
        }

        var energy = unary.Constant + _segmenter.Segment(unary.Values, labels, token);
        for (var i = 0; i < _options.Refinements && labels.Contains(true) && labels.Contains(false); i++)
        {
            bool[] sides = [.. labels];
            unary.Refine(sides);
            energy = unary.Constant + _segmenter.Segment(unary.Values, labels, token);
            if (labels.AsSpan().SequenceEqual(sides)) break; // the models would be the same from here on
        }

        return energy;
    }
}
