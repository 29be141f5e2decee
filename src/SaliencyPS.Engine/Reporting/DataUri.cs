using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;

namespace SaliencyPS.Reporting;

/// <summary>An image, encoded as JPEG, as the address of an image element.</summary>
internal sealed class DataUri
{
    // Small rather than perfect: a page has hundreds, and the files themselves are at hand.
    private const int Quality = 80;

    private readonly byte[] _data;

    /// <summary>Encodes an image.</summary>
    public DataUri(RgbImage image) => _data = ImageEncoder.Encode(image, ImageFormat.Jpeg, Quality);

    /// <summary>The address; all of its characters stand for themselves in HTML.</summary>
    public Html ToHtml() => new($"data:image/jpeg;base64,{Convert.ToBase64String(_data)}");
}
