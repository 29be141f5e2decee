using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Imaging.Terminal;
using SaliencyPS.Localization;

namespace SaliencyPS.Reporting.Images;

/// <summary>
/// Pictures of one result: class saliency, neuron saliency, the boxes of one map, class saliency with its boxes, or a class model
/// image.
/// </summary>
public sealed class SaliencyPicture
{
    private const double HeatOpacity = 0.85, MaskOpacity = 0.5;
    private const int Gap = 4;

    // Beyond these a picture would fill the screen from top to bottom.
    private const int MostColumns = 80;

    private static readonly RgbColor BoxColor = new(255, 64, 64);

    private readonly Func<CancellationToken, RgbImage> _photograph;
    private readonly SaliencyMap? _map;
    private readonly ObjectBox[] _boxes = [];
    private readonly BoundingBox[] _frames = []; // those of the objects, or a neuron's receptive field

    /// <summary>Pictures of class saliency.</summary>
    public SaliencyPicture(ClassSaliency map)
        : this(map, map.Path, map.Label, token => map.GetPicture(token: token)) => (_map, Rank) = (map.Map, map.Rank);

    /// <summary>Pictures of neuron saliency.</summary>
    public SaliencyPicture(NeuronSaliency neuron)
        : this(neuron, neuron.Path, neuron.ToString(), token => neuron.GetPicture(token: token)) =>
        (_map, _frames) = (neuron.Map, [neuron.ReceptiveField]);

    /// <summary>Pictures of an object box.</summary>
    public SaliencyPicture(ObjectBox box) : this(box, [box]) { }

    /// <summary>Pictures of object boxes and the map from which they were found.</summary>
    public SaliencyPicture(ClassSaliency map, params IEnumerable<ObjectBox> boxes) : this(map) =>
        (_boxes, _frames) = ([.. boxes], [.. boxes.Select(FrameOf)]);

    /// <summary>The picture of a class model.</summary>
    public SaliencyPicture(ClassModelImage model) : this(model, null, model.Label, _ => model.Image) { }

    private SaliencyPicture(ObjectBox box, ObjectBox[] boxes)
        : this(box, box.Path, box.Label, token => box.GetPicture(token: token)) =>
        (_boxes, _frames, Rank) = (boxes, [.. boxes.Select(FrameOf)], box.Rank);

    private SaliencyPicture(object result, string? path, string label, Func<CancellationToken, RgbImage> photograph) =>
        (Result, Path, Label, _photograph) = (result, path, label, photograph);

    /// <summary>The result itself.</summary>
    public object Result { get; }

    /// <summary>The photograph's file; null for a class model image.</summary>
    public string? Path { get; }

    /// <summary>Name of the class, or which neuron.</summary>
    public string Label { get; }

    /// <summary>Place of the class among the predictions, from 1; 0 for a class model image and for a neuron.</summary>
    public int Rank { get; }

    /// <summary>Which of the map's objects it shows first, from 1; 0 where it shows none.</summary>
    public int Instance => _boxes.Length == 0 ? 0 : _boxes[0].Instance;

    /// <summary>
    /// Whether another picture shows a later object of the same map, without the map, so that <see cref="With"/> makes one
    /// picture of the two.
    /// </summary>
    public bool IsContinuedBy(SaliencyPicture other) =>
        other is { _map: null, _boxes: [var first, ..] } && _boxes is [.., var last] && last.IsContinuedBy(first);

    /// <summary>Whether no picture can continue this one: it shows no object, or the last of its map.</summary>
    public bool IsComplete => _boxes is [] or [.., { IsLast: true }];

    /// <summary>Pictures of the objects of both.</summary>
    public SaliencyPicture With(SaliencyPicture other)
    {
        ObjectBox[] boxes = [.. _boxes, .. other._boxes];
        return Result is ClassSaliency map ? new(map, boxes) : new(boxes[0], boxes);
    }

    /// <summary>
    /// The pictures that one file of a kind each takes: <see cref="PictureKind.Crop"/> shows each object alone, all else shows
    /// them together.
    /// </summary>
    public IReadOnlyList<SaliencyPicture> Split(PictureKind kind) => kind is not PictureKind.Crop || _boxes.Length < 2 ? [this]
        : [.. _boxes.Select(box => Result is ClassSaliency map ? new SaliencyPicture(map, box) : new(box))];

    /// <summary>One line that says what the picture is of, without characters that command a terminal.</summary>
    /// <param name="format">How numbers are written; as the current culture does where null.</param>
    public string Caption(IFormatProvider? format = null)
    {
        var file = System.IO.Path.GetFileName(Path);
        var place = _boxes.Length == 0 ? "" : $", {string.Join("; ", _frames)}";
        return PlainText.OneLine(Result switch
        {
            ClassModelImage model => $"{Label}, as {model.Network} sees it",
            NeuronSaliency neuron => $"{file}: {Label}, activation {neuron.Activation.ToString("0.000", format)}",
            ClassSaliency map => Prediction(map.Probability),
            _ => Prediction(_boxes[0].Probability),
        });

        string Prediction(double probability) => $"{file}: {Rank}. {Label}, {probability.ToString("0.0 %", format)}{place}";
    }

    /// <summary>What can be shown; the first is what is shown where nothing is asked for.</summary>
    public IReadOnlyList<PictureKind> Kinds =>
        Path is null ? [PictureKind.Image]
        : _frames.Length == 0 ? [PictureKind.Overlay, PictureKind.HeatMap, PictureKind.SideBySide, PictureKind.Image]
        : _boxes.Length == 0 ? [PictureKind.Overlay, PictureKind.HeatMap, PictureKind.SideBySide,
            PictureKind.Box, PictureKind.Crop, PictureKind.Image]
        : [PictureKind.Box, PictureKind.Crop,
            .. _map is null ? [] : (ReadOnlySpan<PictureKind>)[PictureKind.HeatMap],
            .. !HasMasks ? [] : (ReadOnlySpan<PictureKind>)[PictureKind.Mask],
            .. _map is null && !HasMasks ? [] : (ReadOnlySpan<PictureKind>)[PictureKind.Overlay, PictureKind.SideBySide],
            PictureKind.Image];

    /// <summary>
    /// Draws a picture; as large as the photograph but for <see cref="PictureKind.SideBySide"/> and
    /// <see cref="PictureKind.Crop"/>.
    /// </summary>
    /// <param name="kind">What to show, one of <see cref="Kinds"/>.</param>
    /// <param name="style">How to draw it; the standard style where null.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="ArgumentException">
    /// The result has no picture of that kind, the opacity is out of range, or a box to cut out is not within the photograph.
    /// </exception>
    /// <exception cref="ImageFormatException">
    /// The photograph is no longer in memory and cannot be decoded, or has another size now.
    /// </exception>
    /// <exception cref="IOException">The photograph is no longer in memory and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The photograph is no longer in memory and may not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public RgbImage Render(PictureKind kind, PictureStyle? style = null, CancellationToken token = default)
    {
        if (!Kinds.Contains(kind))
            throw new ArgumentException($"There is no {kind} of this result; there is {string.Join(", ", Kinds)}.", nameof(kind));
        style ??= new PictureStyle();
        token.ThrowIfCancellationRequested();
        return kind switch
        {
            PictureKind.HeatMap => HeatMap.Render(_map!.ToPicture(), _map.Width, _map.Height, style.ColorMap),
            PictureKind.Overlay => DrawOverlay(style, token),
            PictureKind.Mask => DrawMask(),
            PictureKind.Box => DrawBoxes(_photograph(token)),
            PictureKind.Crop => _photograph(token).Crop(_frames[0].X, _frames[0].Y, _frames[0].Width, _frames[0].Height),
            PictureKind.SideBySide => InARow(
                _photograph(token),
                Render(_map is null ? PictureKind.Mask : PictureKind.HeatMap, style, token),
                DrawOverlay(style, token)),
            _ => _photograph(token),
        };
    }

    /// <summary>The caption and, below it, a picture drawn with text.</summary>
    /// <param name="form">How; not <see cref="TerminalForm.Auto"/>.</param>
    /// <param name="columns">Most columns that the picture takes, at least 1.</param>
    /// <param name="kind">
    /// What to show, one of <see cref="Kinds"/>; null for what looks best in that form: shades show a map or mask alone.
    /// </param>
    /// <param name="style">How to draw it; the standard style where null.</param>
    /// <param name="format">How numbers are written; as the current culture does where null.</param>
    /// <param name="token">Stops the work.</param>
    /// <inheritdoc cref="Render" path="exception"/>
    public string Draw(
        TerminalForm form, int columns, PictureKind? kind = null, PictureStyle? style = null, IFormatProvider? format = null,
        CancellationToken token = default)
    {
        kind ??= Kinds.FirstOrDefault(k => form is TerminalForm.Text && (k is PictureKind.HeatMap or PictureKind.Mask), Kinds[0]);
        return $"{Caption(format)}\n{TerminalPicture.Draw(Render(kind.Value, style, token), form, columns)}";
    }

    /// <summary>Columns for a picture: at most 80, and never the last one, after which some terminals break the line.</summary>
    /// <param name="terminal">All columns of the terminal; null where they are not known.</param>
    internal static int ColumnsOf(int? terminal) =>
        terminal is > 1 and var columns ? Math.Min(columns - 1, MostColumns) : MostColumns;

    private RgbImage DrawOverlay(PictureStyle style, CancellationToken token)
    {
        var photograph = _photograph(token);
        var overlay = _map is null
            ? Overlay.TintMask(photograph, Mask(), BoxColor, style.Opacity ?? MaskOpacity)
            : Overlay.Blend(photograph, HeatMap.Levels(_map.ToPicture()), style.ColorMap, style.Opacity ?? HeatOpacity);
        return _boxes.Length == 0 ? overlay : DrawBoxes(overlay);
    }

    private RgbImage DrawBoxes(RgbImage picture)
    {
        var thickness = Math.Max(2, Math.Min(picture.Width, picture.Height) / 150);
        return _frames.Aggregate(
            picture, (below, frame) => Overlay.DrawBox(below, frame.X, frame.Y, frame.Width, frame.Height, BoxColor, thickness));
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
    private static RgbImage InARow(params ReadOnlySpan<RgbImage> pictures)
    {
        var (width, height) = (pictures[0].Width, pictures[0].Height);
        var row = new RgbImage(pictures.Length * (width + Gap) - Gap, height);
        row.Pixels.AsSpan().Fill(255);
        for (var i = 0; i < pictures.Length; i++)
            for (var y = 0; y < height; y++)
            {
                var source = pictures[i].Pixels.AsSpan(y * width * 3, width * 3);
                source.CopyTo(row.Pixels.AsSpan((y * row.Width + i * (width + Gap)) * 3));
            }

        return row;
    }
}
