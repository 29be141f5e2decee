using SaliencyPS.Localization;

namespace SaliencyPS.Results.Lines;

/// <summary>A mask as COCO has it: height and width, and run lengths as a text.</summary>
internal sealed record Segmentation(int[] Size, string Counts)
{
    public static Segmentation From(ObjectMask mask) => new([mask.Height, mask.Width], mask.ToRunLengths());
}
