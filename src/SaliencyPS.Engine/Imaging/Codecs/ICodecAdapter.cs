using System.Collections.Immutable;
using SaliencyPS.Adapters;

namespace SaliencyPS.Imaging.Codecs;

/// <summary>A library that reads image files.</summary>
internal interface ICodecAdapter : IAdapter
{
    /// <summary>One codec for each format that the catalog of adapters names, under that name.</summary>
    ImmutableArray<IImageCodec> Codecs { get; }
}
