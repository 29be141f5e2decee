namespace SaliencyPS.Imaging.Jpeg;

/// <summary>Makes the image of the decoded components, row by row.</summary>
internal static class JpegRenderer
{
    /// <summary>Transforms what is still coefficients, brings all components to one size and converts their colors.</summary>
    /// <exception cref="ImageFormatException">A component has had no scan.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RgbImage Render(JpegFrame frame, JpegColor color, CancellationToken token)
    {
        foreach (var component in frame.Components)
        {
            if (component.Steps is null) throw new ImageFormatException($"JPEG: component {component.Id} has no scan.");
        }

        if (frame.Progressive)
        {
            var smooth = BlockSmoothing.IsPossible(frame);
            foreach (var component in frame.Components)
                component.Transform(smooth ? new BlockSmoothing(component, frame) : null, token);
        }

        var image = new RgbImage(frame.ReducedWidth, frame.ReducedHeight);
        var rows = Array.ConvertAll(frame.Components, c => new Upsampler(c, frame));
        for (var y = 0; y < frame.ReducedHeight; y++)
        {
            token.ThrowIfCancellationRequested();
            var rgb = image.Pixels.AsSpan(y * 3 * frame.ReducedWidth, 3 * frame.ReducedWidth);
            switch (color)
            {
                case JpegColor.Gray: ColorRows.Gray(rows[0].Row(y), rgb); break;
                case JpegColor.Rgb: ColorRows.Rgb(rows[0].Row(y), rows[1].Row(y), rows[2].Row(y), rgb); break;
                case JpegColor.YCbCr: ColorRows.YCbCr(rows[0].Row(y), rows[1].Row(y), rows[2].Row(y), rgb); break;
                case JpegColor.Cmyk: ColorRows.Cmyk(rows[0].Row(y), rows[1].Row(y), rows[2].Row(y), rows[3].Row(y), rgb); break;
                default: ColorRows.Ycck(rows[0].Row(y), rows[1].Row(y), rows[2].Row(y), rows[3].Row(y), rgb); break;
            }
        }

        return image;
    }
}
