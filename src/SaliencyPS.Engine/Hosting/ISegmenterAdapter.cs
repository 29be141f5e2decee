using SaliencyPS.Adapters;

namespace SaliencyPS.Hosting;

/// <summary>A library that divides images into object and background.</summary>
internal interface ISegmenterAdapter : IAdapter
{
    /// <summary>What does it.</summary>
    ISeededSegmenter Segmenter { get; }
}
