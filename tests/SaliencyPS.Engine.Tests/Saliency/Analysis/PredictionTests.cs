using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Networks.Store;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using Xunit;

namespace SaliencyPS.Tests.Saliency.Analysis;

/// <summary>
/// The whole reading side (decode, resize, crop, normalise, classify) against PyTorch and Pillow on photographs.
/// </summary>
[Trait("Speed", "Slow")]
public class PredictionTests
{
    [Theory]
    [InlineData("squeezenet1_1")]
    [InlineData("squeezenet1_0")]
    [InlineData("tiny_darknet")]
    [InlineData("mobilenet_v2_1.0_224")]
    [InlineData("mobilenet_v1_0.75_192")]
    [InlineData("mobilenet_v1_0.5_160")]
    public void Predictions_agree_with_PyTorch(string networkName)
    {
        var network = NetworkReader.Read(SharedData.Path("networks", networkName + ".onnx"));
        var expected = SharedData.Rows("photos", "predictions.csv").Where(row => row["network"] == networkName)
            .ToLookup(row => row["view"]);
        foreach (var (view, name) in ((SaliencyView, string)[])[(SaliencyView.Center, "center"), (SaliencyView.Whole, "whole")])
        {
            var analyzer = new SaliencyAnalyzer(network, new SaliencyOptions { View = view, Top = 5 });
            int photos = 0, first = 0, five = 0;
            foreach (var photo in expected[name].GroupBy(row => row["path"]))
            {
                var path = SharedData.Path("photos", photo.Key);
                var ours = analyzer.Analyze(ImageDecoder.Read(path), path).ToArray();
                var theirs = photo.OrderBy(row => int.Parse(row["rank"])).ToArray();
                photos++;
                if (ours[0].ClassIndex == int.Parse(theirs[0]["classIndex"])) first++;
                if (ours.Select(o => o.ClassIndex).ToHashSet().SetEquals(theirs.Select(t => int.Parse(t["classIndex"])))) five++;
                Assert.Equal(SharedData.Number(theirs[0]["logit"]), ours[0].Score, 0.1);
            }

            Assert.True(first >= 0.98 * photos && five >= 0.98 * photos,
                $"{view}: top-1 agrees on {first}, top-5 on {five} of {photos} photographs");
        }
    }
}
