using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Terminal;
using SaliencyPS.Localization;

namespace SaliencyPS.Pictures;

/// <summary>Pictures of one result: class saliency, neuron saliency, an object box, class saliency with its box, or a class model image.</summary>
public sealed class SaliencyPicture
{
    private const double HeatOpacity = 0.85, MaskOpacity = 0.5;
    private const int Gap = 4;

    private static readonly RgbColor BoxColor = new(255, 64, 64);

    private readonly Func<CancellationToken, RgbImage> _photograph;
    private readonly SaliencyMap? _map;
    private readonly ObjectBox? _box;
    private readonly BoundingBox? _frame; // that of the object, or a neuron's receptive field

    /// <summary>Pictures of class saliency.</summary>
    public SaliencyPicture(ClassSaliency map)
        : this(map, map.Path, map.Label, token => map.GetPicture(token: token)) => (_map, Rank) = (map.Map, map.Rank);

    /// <summary>Pictures of neuron saliency.</summary>
    public SaliencyPicture(NeuronSaliency neuron)
        : this(neuron, neuron.Path, neuron.ToString(), token => neuron.GetPicture(token: token)) => (_map, _frame) = (neuron.Map, neuron.ReceptiveField);

    /// <summary>Pictures of an object box.</summary>
    public SaliencyPicture(ObjectBox box)
        : this(box, box.Path, box.Label, token => box.GetPicture(token: token)) => (_box, _frame, Rank) = (box, FrameOf(box), box.Rank);

    /// <summary>Pictures of an object box and the map from which it was found.</summary>
    public SaliencyPicture(ClassSaliency map, ObjectBox box) : this(map) => (_box, _frame) = (box, FrameOf(box));

    /// <summary>The picture of a class model.</summary>
    public SaliencyPicture(ClassModelImage model) : this(model, null, model.Label, _ => model.Image) { }

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

    /// <summary>One line that says what the picture is of, without characters that command a terminal.</summary>
    /// <param name="format">How numbers are written; as the current culture does where null.</param>
    public string Caption(IFormatProvider? format = null)
    {
        var file = System.IO.Path.GetFileName(Path);
        var place = _box is null ? "" : $", {_frame}";
        return PlainText.OneLine(Result switch
        {
            ClassModelImage model => $"{Label}, as {model.Network} sees it",
            NeuronSaliency neuron => $"{file}: {Label}, activation {neuron.Activation.ToString("0.000", format)}",
            ClassSaliency map => Prediction(map.Probability),
            _ => Prediction(_box!.Probability),
        });

        string Prediction(double probability) => $"{file}: {Rank}. {Label}, {probability.ToString("0.0 %", format)}{place}";
    }

    /// <summary>What can be shown; the first is what is shown where nothing is asked for.</summary>
    public IReadOnlyList<PictureKind> Kinds =>
        Path is null ? [PictureKind.Image]
        : _frame is null ? [PictureKind.Overlay, PictureKind.HeatMap, PictureKind.SideBySide, PictureKind.Image]
        : _box is null ? [PictureKind.Overlay, PictureKind.HeatMap, PictureKind.SideBySide, PictureKind.Box, PictureKind.Crop, PictureKind.Image]
        : [PictureKind.Box, PictureKind.Crop,
            .. _map is null ? [] : (ReadOnlySpan<PictureKind>)[PictureKind.HeatMap],
            .. _box.Mask is null ? [] : (ReadOnlySpan<PictureKind>)[PictureKind.Mask],
            .. _map is null && _box.Mask is null ? [] : (ReadOnlySpan<PictureKind>)[PictureKind.Overlay, PictureKind.SideBySide], PictureKind.Image];

    /// <summary>Draws a picture; as large as the photograph but for <see cref="PictureKind.SideBySide"/> and <see cref="PictureKind.Crop"/>.</summary>
    /// <param name="kind">What to show, one of <see cref="Kinds"/>.</param>
    /// <param name="style">How to draw it; the standard style where null.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="ArgumentException">The result has no picture of that kind, the opacity is out of range, or a box to cut out is not within the photograph.</exception>
    /// <exception cref="ImageFormatException">The photograph is no longer in memory and cannot be decoded, or has another size now.</exception>
    /// <exception cref="IOException">The photograph is no longer in memory and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The photograph is no longer in memory and may not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public RgbImage Render(PictureKind kind, PictureStyle? style = null, CancellationToken token = default)
    {
        if (!Kinds.Contains(kind)) throw new ArgumentException($"There is no {kind} of this result; there is {string.Join(", ", Kinds)}.", nameof(kind));
        style ??= new PictureStyle();
        token.ThrowIfCancellationRequested();
        return kind switch
        {
            PictureKind.HeatMap => HeatMap.Render(_map!.ToPicture(), _map.Width, _map.Height, style.ColorMap),
            PictureKind.Overlay => DrawOverlay(style, token),
            PictureKind.Mask => DrawMask(_box!.Mask!),
            PictureKind.Box => DrawBox(_photograph(token)),
            PictureKind.Crop => _photograph(token).Crop(_frame!.Value.X, _frame.Value.Y, _frame.Value.Width, _frame.Value.Height),
            PictureKind.SideBySide => InARow(
                _photograph(token), Render(_map is null ? PictureKind.Mask : PictureKind.HeatMap, style, token), DrawOverlay(style, token)),
            _ => _photograph(token),
        };
    }

    /// <summary>The caption and, below it, a picture drawn with text.</summary>
    /// <param name="form">How; not <see cref="TerminalForm.Auto"/>.</param>
    /// <param name="columns">Most columns that the picture takes, at least 1.</param>
    /// <param name="kind">What to show, one of <see cref="Kinds"/>; null for what looks best in that form: shades show a map or mask alone.</param>
    /// <param name="style">How to draw it; the standard style where null.</param>
    /// <param name="format">How numbers are written; as the current culture does where null.</param>
    /// <param name="token">Stops the work.</param>
    /// <inheritdoc cref="Render" path="exception"/>
    public string Draw(
        TerminalForm form, int columns, PictureKind? kind = null, PictureStyle? style = null, IFormatProvider? format = null, CancellationToken token = default)
    {
        kind ??= Kinds.FirstOrDefault(k => form is TerminalForm.Text && (k is PictureKind.HeatMap or PictureKind.Mask), Kinds[0]);
        return $"{Caption(format)}\n{TerminalPicture.Draw(Render(kind.Value, style, token), form, columns)}";
    }

    private RgbImage DrawOverlay(PictureStyle style, CancellationToken token)
    {
        var photograph = _photograph(token);
        var overlay = _map is null
            ? Overlay.TintMask(photograph, _box!.Mask!.ToBoolArray(), BoxColor, style.Opacity ?? MaskOpacity)
            : Overlay.Blend(photograph, HeatMap.Levels(_map.ToPicture()), style.ColorMap, style.Opacity ?? HeatOpacity);
        return _box is null ? overlay : DrawBox(overlay);
    }

    private RgbImage DrawBox(RgbImage picture) => Overlay.DrawBox(
        picture, _frame!.Value.X, _frame.Value.Y, _frame.Value.Width, _frame.Value.Height, BoxColor, Math.Max(2, Math.Min(picture.Width, picture.Height) / 150));

    private static BoundingBox FrameOf(ObjectBox box) => new(box.X, box.Y, box.Width, box.Height);

    private static RgbImage DrawMask(ObjectMask mask) => Overlay.TintMask(new RgbImage(mask.Width, mask.Height), mask.ToBoolArray(), new RgbColor(255, 255, 255), 1);

    // All of one size, on white.
    private static RgbImage InARow(params ReadOnlySpan<RgbImage> pictures)
    {
        var (width, height) = (pictures[0].Width, pictures[0].Height);
        var row = new RgbImage(pictures.Length * (width + Gap) - Gap, height);
        row.Pixels.AsSpan().Fill(255);
        for (var i = 0; i < pictures.Length; i++)
            for (var y = 0; y < height; y++)
                pictures[i].Pixels.AsSpan(y * width * 3, width * 3).CopyTo(row.Pixels.AsSpan((y * row.Width + i * (width + Gap)) * 3));
        return row;
    }
}
