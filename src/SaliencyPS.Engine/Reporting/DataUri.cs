using SaliencyPS.Imaging;

namespace SaliencyPS.Reporting;

/// <summary>An encoded picture as the address of an image element.</summary>
internal sealed class DataUri
{
    private readonly byte[] _data;

    private DataUri(byte[] data) => _data = data;

    /// <summary>Encodes a picture.</summary>
    public static DataUri Of(RgbImage picture) => new(PngEncoder.Encode(picture));

    /// <summary>The address; all of its characters stand for themselves in HTML.</summary>
    public Html ToHtml() => new($"data:image/png;base64,{Convert.ToBase64String(_data)}");
}
