using SaliencyPS.ClassModels;
using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Tests.Networks.Formats.Onnx;
using Xunit;

namespace SaliencyPS.Tests.Networks;

/// <summary>Probabilities are those that the network's file gives.</summary>
public sealed class ProbabilityTests
{
    [Theory]
    [InlineData(3, "", ProbabilityKind.Softmax)]
    [InlineData(3, "Softmax", ProbabilityKind.Softmax)]
    [InlineData(3, "LogSoftmax", ProbabilityKind.Softmax)]
    [InlineData(3, "Sigmoid", ProbabilityKind.Sigmoid)]
    [InlineData(3, "Sigmoid Flatten Identity", ProbabilityKind.Sigmoid)]
    [InlineData(1, "", ProbabilityKind.None)]
    [InlineData(1, "Softmax", ProbabilityKind.None)]
    [InlineData(1, "LogSoftmax", ProbabilityKind.None)]
    [InlineData(1, "Sigmoid", ProbabilityKind.Sigmoid)]
    public void What_ends_the_file_is_taken_off_and_remembered(int classes, string end, ProbabilityKind expected)
    {
        var network = Read(classes, end);
        Assert.Equal(expected, network.Probability);
        Assert.IsType<Linear>(network.Nodes[^1].Layer);
        Assert.Equal(ProbabilityKind.None, network.UpTo(1).Probability);
    }

    [Fact]
    public void Of_two_functions_at_the_end_only_the_last_is_taken_off()
    {
        var network = Read(3, "Sigmoid Softmax");
        Assert.Equal(ProbabilityKind.Softmax, network.Probability);
        Assert.IsType<Sigmoid>(network.Nodes[^1].Layer);
    }

    [Fact]
    public void A_probability_is_the_sigmoid_of_its_own_score_and_maps_are_those_of_scores()
    {
        var (logits, multi) = (Analyze(Read(3, "")), Analyze(Read(3, "Sigmoid")));
        foreach (var (plain, result) in logits.Zip(multi))
        {
            Assert.Equal((plain.ClassIndex, plain.Score), (result.ClassIndex, result.Score));
            Assert.Equal(1 / (1 + Math.Exp(-plain.Score)), result.Probability, 1e-12);
            Assert.Equal(plain.Map.Grid, result.Map.Grid);
        }

        var binary = Assert.Single(Analyze(Read(1, "Sigmoid")));
        Assert.Equal(1 / (1 + Math.Exp(-binary.Score)), binary.Probability, 1e-12);
    }

    [Fact]
    public void A_score_without_probability_is_none_of_one_hundred_percent() =>
        Assert.Equal(double.NaN, Assert.Single(Analyze(Read(1, ""))).Probability);

    [Fact]
    public void Rise_and_class_models_refuse_probabilities_that_are_not_there()
    {
        Assert.Contains("weighs by probabilities", Assert.Throws<ArgumentException>(() => new SaliencyAnalyzer(
            Read(1, ""), new SaliencyOptions { Attribution = new() { Method = SaliencyMethod.Rise } })).Message);
        Assert.Contains("no probability", Assert.Throws<ArgumentException>(() => ClassModelSynthesizer.Create(
            Read(1, ""), 0, new ClassModelOptions { Objective = ClassModelObjective.Probability })).Message);
    }

    [Fact]
    public void Class_models_raise_a_sigmoid()
    {
        var model = ClassModelSynthesizer.Create(Read(3, "Sigmoid"), 1,
            new ClassModelOptions { Objective = ClassModelObjective.Probability, Iterations = 3 });
        Assert.True(model.Score > model.ScoreHistory[0]);
        Assert.Equal(1 / (1 + Math.Exp(-model.Score)), model.Probability, 1e-6);
    }

    [Theory]
    [InlineData(-800, 0), InlineData(0, 0.5), InlineData(800, 1)]
    public void Saturated_sigmoids_stay_numbers(double score, double expected) =>
        Assert.Equal(expected, Scores.Probabilities(ProbabilityKind.Sigmoid, [score])[0]);

    private static ClassSaliency[] Analyze(Network network)
    {
        var image = new RgbImage(4, 4);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(37 * i);
        return [.. new SaliencyAnalyzer(network, new SaliencyOptions { Top = 3 }).Analyze(image, "p.png")];
    }

    private static Network Read(int classes, string end)
    {
        var writer = new OnnxWriter(3, 4, 4).Weight("w", [48, classes], TestNetworks.Values(48 * classes)).Node("Flatten", "x")
            .Node("MatMul", "^ w");
        foreach (var (i, type) in end.Split(' ', StringSplitOptions.RemoveEmptyEntries).Index())
            writer.Node(type, $"{type}{i}", "^");
        return writer.Read();
    }
}
