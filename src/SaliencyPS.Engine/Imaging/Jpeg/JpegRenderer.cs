namespace SaliencyPS.Imaging.Jpeg;

/// <summary>Makes the image of the decoded components, row by row.</summary>
internal static class JpegRenderer
{
    /// <summary>
    /// Transforms what is still coefficients, brings all components to one size, converts their colors and turns the image by an
    /// EXIF orientation.
    /// </summary>
    /// <exception cref="ImageFormatException">A component has had no scan.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RgbImage Render(JpegFrame frame, JpegColor color, int orientation, CancellationToken token)
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

        var image = new UprightImage(frame.ReducedWidth, frame.ReducedHeight, orientation);
        var rgb = new byte[3 * frame.ReducedWidth];
        var rows = Array.ConvertAll(frame.Components, c => new Upsampler(c, frame));
        for (var y = 0; y < frame.ReducedHeight; y++)
        {
            token.ThrowIfCancellationRequested();
            switch (color)
            {
                case JpegColor.Gray: ColorRows.Gray(rows[0].Row(y), rgb); break;
                case JpegColor.Rgb: ColorRows.Rgb(rows[0].Row(y), rows[1].Row(y), rows[2].Row(y), rgb); break;
                case JpegColor.YCbCr: ColorRows.YCbCr(rows[0].Row(y), rows[1].Row(y), rows[2].Row(y), rgb); break;
                case JpegColor.Cmyk: ColorRows.Cmyk(rows[0].Row(y), rows[1].Row(y), rows[2].Row(y), rows[3].Row(y), rgb); break;
                default: ColorRows.Ycck(rows[0].Row(y), rows[1].Row(y), rows[2].Row(y), rows[3].Row(y), rgb); break;
            }

            image.SetRow(y, rgb);
        }

        return image.Image;
    }
}
