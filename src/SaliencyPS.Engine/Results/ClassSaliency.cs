using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Results;

namespace SaliencyPS;

/// <summary>
/// Which pixels of one image speak for one class: the class, its score, and the saliency map (paper, section 3).
/// </summary>
public sealed class ClassSaliency : AttributionResult, ISingleResult
{
    private WeakReference<ClassSaliency>[] _company = [];

    /// <summary>The image's file.</summary>
    public required string Path { get; init; }

    /// <summary>Place of the class among all classes by score; 1 is the prediction.</summary>
    public required int Rank { get; init; }

    /// <summary>Index of the class in the network's output, from 0.</summary>
    public required int ClassIndex { get; init; }

    /// <summary>Name of the class.</summary>
    public required string Label { get; init; }

    /// <summary>
    /// S_c, the unnormalized score (logit) of <see cref="AttributionResult.ScoreView"/>; the mean over crops for the ten-crop
    /// view.
    /// </summary>
    public required double Score { get; init; }

    /// <summary>P_c, the class's probability, 0 … 1; not a number where the network has none.</summary>
    public required double Probability { get; init; }

    /// <summary>
    /// b of the linear approximation S_c(I) ≈ wᵀI + b around this image: b = S_c − wᵀI; the mean over crops for ten-crop.
    /// Nothing for methods that do not compute w.
    /// </summary>
    public required double? Bias { get; init; }

    /// <summary>
    /// For attributions that should add up to a difference of scores (integrated gradients): what they add up to minus that
    /// difference; the mean over crops for ten-crop. Nothing for other methods.
    /// </summary>
    public double? CompletenessGap { get; init; }

    /// <summary>Width of the image in pixels, upright.</summary>
    public int Width => Map.Width;

    /// <summary>Height of the image in pixels, upright.</summary>
    public int Height => Map.Height;

    /// <summary>The saliency map.</summary>
    public required SaliencyMap Map { get; init; }

    /// <summary>
    /// The image in full detail: the decoded one while somebody still holds it (as a pipeline does),
    /// otherwise read again, from <see cref="AttributionResult.Picture"/> or from <see cref="Path"/>.
    /// </summary>
    /// <exception cref="ImageFormatException">The file has changed and cannot be decoded, or has another size now.</exception>
    public RgbImage GetImage() => GetImage(null);

    /// <inheritdoc cref="GetImage()"/>
    internal RgbImage GetImage(ImageLimits? limits, CancellationToken token = default) =>
        Source.Get(Path, (Width, Height), limits, token);

    /// <summary>The image with the detail that was analysed, or with more where a cut of so many pixels needs it.</summary>
    /// <inheritdoc cref="GetImage()"/>
    internal DecodedImage GetImageToCut(int maximumCutPixels, ImageLimits? limits = null, CancellationToken token = default) =>
        Source.GetToCut(
            Path, (Width, Height),
            Math.Min(Reduction, ImageDecoder.Reduction(CutGrid.Reduction(Width, Height, maximumCutPixels))), limits, token);

    /// <inheritdoc/>
    public override string ToString() => Prediction.Describe(Path, Rank, Label, Probability);

    /// <summary>Whether no other class of the image was asked for.</summary>
    internal bool IsSingle { get; init; }

    bool ISingleResult.IsSingle => IsSingle;

    /// <summary>The maps that were computed together with this one and follow it, as long as somebody holds them.</summary>
    internal IEnumerable<ClassSaliency> Following =>
        _company.SkipWhile(one => !one.TryGetTarget(out var map) || map != this).Skip(1)
            .Select(one => one.TryGetTarget(out var map) ? map : null).OfType<ClassSaliency>();

    /// <summary>
    /// Lets later steps use the decoded image, and know of the maps to come, for as long as somebody holds them.
    /// </summary>
    internal static void Introduce(ClassSaliency[] maps, DecodedImage image)
    {
        var company = Array.ConvertAll(maps, map => new WeakReference<ClassSaliency>(map));
        var source = new SourceImage(image.File, image.Codecs);
        source.Introduce(image);
        foreach (var map in maps)
        {
            map.Source = source;
            map._company = company;
        }
    }
}
