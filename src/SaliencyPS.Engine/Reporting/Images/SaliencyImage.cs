using System.Globalization;
using SaliencyPS.Files;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Imaging.Terminal;
using SaliencyPS.Localization;
using SaliencyPS.Results;

namespace SaliencyPS.Reporting.Images;

/// <summary>
/// Images of one result: class saliency, neuron saliency, the boxes of one map, class saliency with its boxes, or a class model
/// image.
/// </summary>
public sealed class SaliencyImage
{
    private const double HeatOpacity = 0.85, MaskOpacity = 0.5;
    private const int Gap = 4;

    // Of the image's shorter side, for each pixel of a letter that is written into it.
    private const int PixelsPerDot = 150;

    // Beyond these an image would fill the screen from top to bottom.
    private const int MostColumns = 80;

    private static readonly RgbColor BoxColor = new(255, 64, 64);

    private readonly Func<CancellationToken, RgbImage> _photograph;
    private readonly SaliencyMap? _map;
    private readonly ObjectBox[] _boxes = [];
    private readonly BoundingBox[] _frames = []; // those of the objects, or a neuron's receptive field

    /// <summary>Images of class saliency.</summary>
    public SaliencyImage(ClassSaliency map)
        : this(map, map.Path, map.Label, token => map.GetImage(null, token)) => (_map, Rank) = (map.Map, map.Rank);

    /// <summary>Images of neuron saliency.</summary>
    public SaliencyImage(NeuronSaliency neuron)
        : this(neuron, neuron.Path, neuron.ToString(), token => neuron.GetImage(null, token)) =>
        (_map, _frames) = (neuron.Map, [neuron.ReceptiveField]);

    /// <summary>Images of an object box.</summary>
    public SaliencyImage(ObjectBox box) : this(box, [box]) { }

    /// <summary>Images of object boxes and the map from which they were found.</summary>
    public SaliencyImage(ClassSaliency map, params IEnumerable<ObjectBox> boxes) : this(map) =>
        (_boxes, _frames) = ([.. boxes], [.. boxes.Select(FrameOf)]);

    /// <summary>The image of a class model.</summary>
    public SaliencyImage(ClassModelImage model) : this(model, null, model.Label, _ => model.Image) { }

    private SaliencyImage(ObjectBox box, ObjectBox[] boxes)
        : this(box, box.Path, box.Label, token => box.GetImage(null, token)) =>
        (_boxes, _frames, Rank) = (boxes, [.. boxes.Select(FrameOf)], box.Rank);

    private SaliencyImage(object result, string? path, string label, Func<CancellationToken, RgbImage> photograph) =>
        (Result, Path, Label, _photograph) = (result, path, label, photograph);

    /// <summary>The result itself.</summary>
    public object Result { get; }

    /// <summary>The photograph's file; null for a class model image.</summary>
    public string? Path { get; }

    /// <summary>Whether a file is the photograph itself, which is never replaced.</summary>
    /// <param name="file">The file, in full.</param>
    internal bool IsPhotograph(string file) =>
        Path is not null && PlainFile.Replaces(file, System.IO.Path.GetFullPath(Path));

    /// <summary>Name of the class, or which neuron.</summary>
    public string Label { get; }

    /// <summary>Place of the class among the predictions, from 1; 0 for a class model image and for a neuron.</summary>
    public int Rank { get; }

    /// <summary>Which of the map's objects it shows first, from 1; 0 where it shows none.</summary>
    public int Instance => _boxes.Length == 0 ? 0 : _boxes[0].Instance;

    /// <summary>
    /// Whether another image shows a later object of the same map, without the map, so that <see cref="With"/> makes one
    /// image of the two.
    /// </summary>
    public bool IsContinuedBy(SaliencyImage other) =>
        other is { _map: null, _boxes: [var first, ..] } && _boxes is [.., var last] && last.IsContinuedBy(first);

    /// <summary>Whether no image can continue this one: it shows no object, or the last of its map.</summary>
    public bool IsComplete => _boxes is [] or [.., { IsLast: true }];

    /// <summary>Images of the objects of both.</summary>
    public SaliencyImage With(SaliencyImage other)
    {
        ObjectBox[] boxes = [.. _boxes, .. other._boxes];
        return Result is ClassSaliency map ? new(map, boxes) : new(boxes[0], boxes);
    }

    /// <summary>
    /// The images that one file of a kind each takes: <see cref="ImageKind.Crop"/> shows each object alone, all else shows
    /// them together.
    /// </summary>
    public IReadOnlyList<SaliencyImage> Split(ImageKind kind) => kind is not ImageKind.Crop || _boxes.Length < 2 ? [this]
        : [.. _boxes.Select(box => Result is ClassSaliency map ? new SaliencyImage(map, box) : new(box))];

    /// <summary>One line that says what the image is of, without characters that command a terminal.</summary>
    /// <param name="format">How numbers are written; as the current culture does where null.</param>
    public string Caption(IFormatProvider? format = null)
    {
        var place = _boxes.Length == 0 ? "" : $", {string.Join("; ", _frames)}";
        return PlainText.OneLine(Result switch
        {
            ClassModelImage model => $"{Label}, as {model.Network} sees it",
            NeuronSaliency neuron =>
                $"{System.IO.Path.GetFileName(Path)}: {Label}, activation {neuron.Activation.ToString("0.000", format)}",
            ClassSaliency map => Prediction.Describe(map.Path, Rank, Label, map.Probability, format) + place,
            _ => Prediction.Describe(Path!, Rank, Label, _boxes[0].Probability, format) + place,
        });
    }

    /// <summary>What can be shown; the first is what is shown where nothing is asked for.</summary>
    public IReadOnlyList<ImageKind> Kinds =>
        Path is null ? [ImageKind.Image]
        : _frames.Length == 0 ? [ImageKind.Overlay, ImageKind.HeatMap, ImageKind.SideBySide, ImageKind.Image]
        : _boxes.Length == 0 ? [ImageKind.Overlay, ImageKind.HeatMap, ImageKind.SideBySide,
            ImageKind.Box, ImageKind.Crop, ImageKind.Image]
        : [ImageKind.Box, ImageKind.Crop,
            .. _map is null ? [] : (ReadOnlySpan<ImageKind>)[ImageKind.HeatMap],
            .. !HasMasks ? [] : (ReadOnlySpan<ImageKind>)[ImageKind.Mask],
            .. _map is null && !HasMasks ? [] : (ReadOnlySpan<ImageKind>)[ImageKind.Overlay, ImageKind.SideBySide],
            ImageKind.Image];

    /// <summary>
    /// Draws an image; as large as the photograph but for <see cref="ImageKind.SideBySide"/> and
    /// <see cref="ImageKind.Crop"/>.
    /// </summary>
    /// <param name="kind">What to show, one of <see cref="Kinds"/>.</param>
    /// <param name="style">How to draw it; the standard style where null.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="ArgumentException">
    /// The result has no image of that kind, the opacity is out of range, or a box to cut out is not within the photograph.
    /// </exception>
    /// <exception cref="ImageFormatException">
    /// The photograph is no longer in memory and cannot be decoded, or has another size now.
    /// </exception>
    /// <exception cref="IOException">The photograph is no longer in memory and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The photograph is no longer in memory and may not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal RgbImage Render(ImageKind kind, ImageStyle? style = null, CancellationToken token = default)
    {
        if (!Kinds.Contains(kind))
            throw new ArgumentException($"There is no {kind} of this result; there is {string.Join(", ", Kinds)}.", nameof(kind));
        style ??= new ImageStyle();
        token.ThrowIfCancellationRequested();
        var image = Draw(kind, style, token);
        return style.Caption ? Write(image, kind) : image;
    }

    // In the corner of the first box where boxes are shown, otherwise in that of the image.
    private RgbImage Write(RgbImage image, ImageKind kind)
    {
        var probability = (Result as ClassSaliency)?.Probability ?? (_boxes is [var first, ..] ? first.Probability : double.NaN);
        var text = double.IsNaN(probability) ? Label
            : string.Create(CultureInfo.InvariantCulture, $"{Label} {probability:0.0 %}");
        var (x, y) = kind is ImageKind.Box or ImageKind.Overlay && _boxes.Length > 0 ? (_frames[0].X, _frames[0].Y) : (0, 0);
        return PixelText.Write(image, text, x, y, scale: Math.Max(1, Math.Min(image.Width, image.Height) / PixelsPerDot));
    }

    private RgbImage Draw(ImageKind kind, ImageStyle style, CancellationToken token) => kind switch
    {
        ImageKind.HeatMap => HeatMap.Render(_map!.ToImage(), _map.Width, _map.Height, style.ColorMap),
        ImageKind.Overlay => DrawOverlay(style, token),
        ImageKind.Mask => DrawMask(),
        ImageKind.Box => DrawBoxes(_photograph(token)),
        ImageKind.Crop => _photograph(token).Crop(_frames[0].X, _frames[0].Y, _frames[0].Width, _frames[0].Height),
        ImageKind.SideBySide => InARow(
            _photograph(token), Draw(_map is null ? ImageKind.Mask : ImageKind.HeatMap, style, token),
            DrawOverlay(style, token)),
        _ => _photograph(token),
    };

    /// <summary>The caption and, below it, an image drawn with text.</summary>
    /// <param name="form">How; not <see cref="TerminalForm.Auto"/>.</param>
    /// <param name="columns">Most columns that the image takes, at least 1.</param>
    /// <param name="kind">
    /// What to show, one of <see cref="Kinds"/>; null for what looks best in that form: shades show a map or mask alone.
    /// </param>
    /// <param name="style">How to draw it; the standard style where null.</param>
    /// <param name="format">How numbers are written; as the current culture does where null.</param>
    /// <param name="token">Stops the work.</param>
    /// <inheritdoc cref="Render" path="exception"/>
    internal string Draw(
        TerminalForm form, int columns, ImageKind? kind = null, ImageStyle? style = null, IFormatProvider? format = null,
        CancellationToken token = default)
    {
        return $"{Caption(format)}\n{TerminalImage.Draw(Render(kind ?? BestKind(form), style, token), form, columns)}";
    }

    /// <summary>What looks best in a terminal: shades show a map or mask alone.</summary>
    /// <param name="form">How it is drawn; not <see cref="TerminalForm.Auto"/>.</param>
    internal ImageKind BestKind(TerminalForm form) => Kinds.FirstOrDefault(
        kind => form is TerminalForm.Text && (kind is ImageKind.HeatMap or ImageKind.Mask), Kinds[0]);

    /// <summary>Columns for an image: at most 80, and never the last one, after which some terminals break the line.</summary>
    /// <param name="terminal">All columns of the terminal; null where they are not known.</param>
    internal static int ColumnsOf(int? terminal) =>
        terminal is > 1 and var columns ? Math.Min(columns - 1, MostColumns) : MostColumns;

    private RgbImage DrawOverlay(ImageStyle style, CancellationToken token)
    {
        var photograph = _photograph(token);
        var overlay = _map is null
            ? Overlay.TintMask(photograph, Mask(), BoxColor, style.Opacity ?? MaskOpacity)
            : Overlay.Blend(photograph, HeatMap.Levels(_map.ToImage()), style.ColorMap, style.Opacity ?? HeatOpacity);
        return _boxes.Length == 0 ? overlay : DrawBoxes(overlay);
    }

    private RgbImage DrawBoxes(RgbImage image)
    {
        var thickness = Math.Max(2, Math.Min(image.Width, image.Height) / 150);
        return _frames.Aggregate(
            image, (below, frame) => Overlay.DrawBox(below, frame.X, frame.Y, frame.Width, frame.Height, BoxColor, thickness));
    }

    private static BoundingBox FrameOf(ObjectBox box) => new(box.X, box.Y, box.Width, box.Height);

    private bool HasMasks => _boxes.All(box => box.Mask is not null);

    private RgbImage DrawMask()
    {
        var mask = _boxes[0].Mask!;
        return Overlay.TintMask(new RgbImage(mask.Width, mask.Height), Mask(), new RgbColor(255, 255, 255), 1);
    }

    // The pixels of all objects.
    private bool[] Mask()
    {
        var pixels = _boxes[0].Mask!.ToBoolArray();
        foreach (var box in _boxes[1..])
            for (var (i, mask) = (0, box.Mask!.ToBoolArray()); i < pixels.Length; i++) pixels[i] |= mask[i];
        return pixels;
    }

    // All of one size, on white.
    private static RgbImage InARow(params ReadOnlySpan<RgbImage> images)
    {
        var (width, height) = (images[0].Width, images[0].Height);
        var row = new RgbImage(images.Length * (width + Gap) - Gap, height);
        row.Pixels.AsSpan().Fill(255);
        for (var i = 0; i < images.Length; i++)
            for (var y = 0; y < height; y++)
            {
                var source = images[i].Pixels.AsSpan(y * width * 3, width * 3);
                source.CopyTo(row.Pixels.AsSpan((y * row.Width + i * (width + Gap)) * 3));
            }

        return row;
    }
}
