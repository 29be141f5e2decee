using System.Diagnostics;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Localization;
using SaliencyPS.Networks;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Saliency.Views;

/// <summary>How an image of a given size is shown to a network: the size it is resized to, and the crops cut from that.</summary>
internal sealed class ViewPlan
{
    // Of the resized image, of what is resized across only, and of a side: bounds the memory that a very elongated image takes.
    private const int MostPixels = 1 << 26;

    private readonly TensorShape _input;
    private readonly MapInterpolation _interpolation;
    private readonly int _width, _height;

    private ViewPlan(Network network, int width, int height, Crop[] crops, double scale)
    {
        (_input, _width, _height, Crops, Scale) = (network.Input, width, height, crops, scale);
        _interpolation = network.Preprocessing.Filter switch
        {
            ImageFilter.Bilinear => MapInterpolation.Bilinear,
            ImageFilter.Bicubic => MapInterpolation.Bicubic,
            ImageFilter.Nearest => MapInterpolation.Nearest,
            var other => throw new UnreachableException($"Images cannot be resized by {other}."),
        };
    }

    /// <summary>How many pixels of the image one of the resized image stands for, along the side where it is fewer.</summary>
    public double Scale { get; }

    /// <summary>The sub-images, in the order in which they are batched.</summary>
    public IReadOnlyList<Crop> Crops { get; }

    /// <summary>Refuses networks that take no images.</summary>
    /// <exception cref="ArgumentException">The network does not take one or three channels.</exception>
    public static void Require(Network network)
    {
        if (network.Input.Channels is not (1 or 3))
            throw new ArgumentException($"Network '{network.Name}' takes {network.Input.Channels} channels; images have 1 or 3.");
    }

    /// <summary>The plan for one view of a width × height image.</summary>
    /// <exception cref="ElongatedImageException">
    /// The image is so elongated that it cannot be cropped at the network's scale, or cannot be resized.
    /// </exception>
    public static ViewPlan For(SaliencyView view, Network network, int width, int height)
    {
        var (input, preprocessing) = (network.Input, network.Preprocessing);
        if (Math.Max(width, height) > MostPixels)
            throw new ElongatedImageException(
                $"An image of {width}×{height} pixels is too elongated: {MostPixels} is the longest side; cut it into parts.");
        if (view == SaliencyView.Whole) return New(input.Width, input.Height);

        // To the customary lengths, but never so short that a crop would not fit.
        var across = Math.Max(preprocessing.ResizeWidth, input.Width);
        var down = Math.Max(preprocessing.ResizeHeight, input.Height);
        if (preprocessing.IsSquashed) return New(across, down);
        var scale = Math.Max((double)across / width, (double)down / height);
        if (width * scale * height * scale > MostPixels)
            throw new ElongatedImageException(
                $"An image of {width}×{height} pixels is too elongated for the {view} view; use {SaliencyView.Whole}.");
        return New(Math.Max(input.Width, (int)Math.Round(width * scale)),
            Math.Max(input.Height, (int)Math.Round(height * scale)), 1 / scale);

        ViewPlan New(int w, int h, double? step = null) => w != width && (long)w * height > MostPixels
            ? throw new ElongatedImageException(
                $"An image of {width}×{height} pixels is too elongated to be resized to {w}×{h}; cut it into parts.")
            : new(network, w, h, Cut(view, input, w, h), step ?? Math.Min((double)width / w, (double)height / h));
    }

    /// <summary>The image at the size that the crops are cut from.</summary>
    public RgbImage Resize(RgbImage image, Parallelism parallel) =>
        Resampler.Resize(image, _width, _height, _interpolation, parallel);

    /// <summary>Cuts one crop from the resized image and normalises it into a network input.</summary>
    public void Fill(RgbImage resized, int index, Preprocessing preprocessing, Span<float> target)
    {
        var crop = Crops[index];
        for (var channel = 0; channel < _input.Channels; channel++)
        {
            // Single-channel networks see luma (ITU-R 601); color networks one channel each.
            var source = preprocessing.Channels == ChannelOrder.Bgr ? 2 - channel : channel;
            var (factor, offset) = (preprocessing.Scale / preprocessing.Std[channel],
                -preprocessing.Mean[channel] / preprocessing.Std[channel]);
            for (var y = 0; y < _input.Height; y++)
            {
                var row = resized.Pixels.AsSpan(((crop.Y + y) * _width + crop.X) * 3, _input.Width * 3);
                var line = target.Slice((channel * _input.Height + y) * _input.Width, _input.Width);
                for (var x = 0; x < line.Length; x++)
                {
                    var pixel = row.Slice((crop.Mirrored ? line.Length - 1 - x : x) * 3, 3);
                    var level = _input.Channels == 1 ? 0.299f * pixel[0] + 0.587f * pixel[1] + 0.114f * pixel[2] : pixel[source];
                    line[x] = level * factor + offset;
                }
            }
        }
    }

    /// <summary>The pixels of a width × height image that a rectangle of a crop shows, partly shown ones included.</summary>
    /// <param name="index">The crop; not a mirrored one.</param>
    /// <param name="part">Rows and columns of the crop, first and behind the last.</param>
    /// <param name="width">Width of the image.</param>
    /// <param name="height">Height of the image.</param>
    public BoundingBox Locate(int index, (int Top, int Left, int Bottom, int Right) part, int width, int height)
    {
        var crop = Crops[index];
        int Floor(int at, int size, int full) => (int)((long)at * full / size);
        int Ceiling(int at, int size, int full) => (int)(((long)at * full + size - 1) / size);
        var (x, y) = (Floor(crop.X + part.Left, _width, width), Floor(crop.Y + part.Top, _height, height));
        return new(x, y, Ceiling(crop.X + part.Right, _width, width) - x, Ceiling(crop.Y + part.Bottom, _height, height) - y);
    }

    /// <summary>
    /// Averages the crops' maps by coverage into one map of the whole image: every pixel gets the mean over the crops
    /// that show it, and 0 where none does.
    /// </summary>
    /// <param name="maps">One map per crop, input height × input width each.</param>
    /// <param name="width">Width of the image.</param>
    /// <param name="height">Height of the image.</param>
    public SaliencyMap Merge(IReadOnlyList<float[]> maps, int width, int height)
    {
        if (Crops.Count == 1 && (_width, _height) == (_input.Width, _input.Height))
            return new(maps[0], _width, _height, width, height);
        var (sum, coverage) = (new float[_width * _height], new int[_width * _height]);
        for (var n = 0; n < maps.Count; n++)
            for (var y = 0; y < _input.Height; y++)
                for (var x = 0; x < _input.Width; x++)
                {
                    var at = (Crops[n].Y + y) * _width + Crops[n].X + (Crops[n].Mirrored ? _input.Width - 1 - x : x);
                    sum[at] += maps[n][y * _input.Width + x];
                    coverage[at]++;
                }

        for (var i = 0; i < sum.Length; i++) if (coverage[i] > 1) sum[i] /= coverage[i];
        return new(sum, _width, _height, width, height);
    }

    private static Crop[] Cut(SaliencyView view, TensorShape input, int width, int height)
    {
        int right = width - input.Width, bottom = height - input.Height;
        Crop[] crops = [new(right / 2, bottom / 2, false)];
        if (view != SaliencyView.TenCrop) return crops;
        crops = [new(0, 0, false), new(right, 0, false), new(0, bottom, false), new(right, bottom, false), .. crops];
        return [.. crops, .. crops.Select(c => c with { Mirrored = true })];
    }
}
