using System.Globalization;

namespace SaliencyPS.Cli.Output;

/// <summary>The figures of each class, and each true class of each image, for people.</summary>
internal static class EvaluationDetails
{
    /// <summary>Writes both.</summary>
    public static void Write(TextWriter output, LocalizationMeasurement measured)
    {
        output.WriteLine();
        output.WriteLine("  images  top-1 error  top-5 error  class given  pointing   mean IoU  class");
        foreach (var one in measured.Classes)
            output.WriteLine(Text.OneLine(string.Create(CultureInfo.InvariantCulture,
                $"  {one.Images,8}  {Text.Percent(one.Top1LocalizationError),11}  {Text.Percent(one.Top5LocalizationError),11}  "
                    + $"{Text.Percent(one.TrueClassLocalizationError),11}  {Text.Percent(one.PointingAccuracy),8}  "
                    + $"{one.MeanIntersectionOverUnion,9:F4}  {one.ClassIndex} {one.Label}")).TrimEnd());
        output.WriteLine();
        output.WriteLine("  rank      IoU  box   by map  points  class, image");
        foreach (var one in measured.Details!)
            output.WriteLine(Text.OneLine(string.Create(CultureInfo.InvariantCulture,
                $"  {one.Rank,4}  {one.IntersectionOverUnion,7:F4}  {Mark(one.IsLocated),-4}  {Mark(one.IsLocatedByMap),-6}  "
                    + $"{Mark(one.PointingHit),-6}  {one.ClassIndex} {one.Label}, {Text.Relative(one.Path)}")));

        static string Mark(bool? right) => right switch { true => "good", false => "bad", null => "" };
    }
}
