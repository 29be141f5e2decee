using System.Globalization;

namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>One image of the ground truth.</summary>
/// <param name="Path">The image, as the file wrote it; ILSVRC leaves the extension out.</param>
/// <param name="Boxes">Its objects; none where the file knows the image and no object in it.</param>
internal sealed record GroundTruthImage(string Path, IReadOnlyList<GroundTruthBox> Boxes)
{
    /// <summary>The sizes that boxes and masks say the image to have; usually one or none.</summary>
    public IEnumerable<(int Width, int Height)> Sizes =>
        Boxes.SelectMany(box => new[] { box.ImageSize, box.Mask?.Size }).OfType<(int, int)>().Distinct();

    /// <summary>
    /// The objects as they lie in the image as it is shown. Where the sizes stated are all that of the image as it is stored, as
    /// programs annotate that ignore EXIF, the objects are turned with it.
    /// </summary>
    /// <param name="width">Width of the image in pixels, upright.</param>
    /// <param name="height">Height of the image in pixels, upright.</param>
    /// <param name="orientation">The EXIF orientation by which the image was turned; asked for only where it matters.</param>
    /// <param name="misfit">
    /// Why the objects do not fit: a size is stated that is the image's in neither way, or a box has nothing in common with the
    /// image; null where they fit.
    /// </param>
    /// <returns>The objects; null where they do not fit.</returns>
    public GroundTruthImage? FitTo(int width, int height, Func<int> orientation, out string? misfit)
    {
        var turned = Turn(width, height, orientation);
        misfit = turned is null
            ? "the ground truth is of an image of "
                + $"{string.Join(" and of ", Sizes.Select(size => $"{size.Width}×{size.Height}"))} pixels; "
                + $"this one has {width}×{height}, so its boxes do not fit."
            : turned.Boxes.FirstOrDefault(box => box.IsOutside(width, height)) is { } box
                ? string.Create(CultureInfo.InvariantCulture, $"a true box, {box.Width:0.#}×{box.Height:0.#} pixels at "
                    + $"({box.X:0.#}, {box.Y:0.#}), is not within the image, which has {width}×{height}; the ground truth is of "
                    + $"another image or size, or wrong.")
                : null;
        return misfit is null ? turned : null;
    }

    private GroundTruthImage? Turn(int width, int height, Func<int> orientation)
    {
        if (Sizes.All(size => size == (width, height))) return this;
        if (!Sizes.All(size => size == (height, width)) || orientation() is not (>= 5 and var turn)) return null;
        // See RgbImage.Orient: rows become columns, and each of the two may be counted from the other end.
        var (right, bottom) = (turn is 6 or 7, turn is 7 or 8);
        return new(Path, [.. Boxes.Select(box => box with
        {
            X = right ? width - box.Y - box.Height : box.Y, Y = bottom ? height - box.X - box.Width : box.X,
            Width = box.Height, Height = box.Width, ImageSize = (width, height),
            Mask = box.Mask?.Turn(width, height, right, bottom),
        })]);
    }
}
