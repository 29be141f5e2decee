namespace SaliencyPS;

/// <summary>Libraries that can decode images which are otherwise not read. None is used unless it is asked for.</summary>
public enum OptionalCodec
{
    /// <summary>WebP, TIFF, GIF, TGA, and PBM with its kin.</summary>
    ImageSharp,

    /// <summary>HEIC and AVIF, as telephones write them.</summary>
    Magick,
}
