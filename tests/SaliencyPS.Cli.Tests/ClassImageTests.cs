using SaliencyPS.ClassModels;
using SaliencyPS.Imaging;
using SaliencyPS.Networks.Formats;
using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class ClassImageTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_folder_takes_a_picture_per_class()
    {
        var result = _bench.Run("class-image", "-c", "*thing", "-n", _bench.Network, "--iterations", "3", "--learning-rate", "0.5", "-o", _bench["models"], "--json");
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(["tiny.0.red_thing.png", "tiny.1.green_thing.png", "tiny.2.blue_thing.png"], result.Names);

        var options = new ClassModelOptions { Iterations = 3, LearningRate = 0.5 };
        foreach (var line in result.Objects)
        {
            var model = ClassModelSynthesizer.Create(NetworkReader.Read(_bench.Network), line.GetProperty("classIndex").GetInt32(), options);
            Assert.Equal(model.Image.Pixels, ImageDecoder.Read(line.GetProperty("path").GetString()!).Pixels);
            Assert.True(model.Score > model.ScoreHistory[0]);
            Assert.Equal(model.Score, line.GetProperty("score").GetDouble());
            Assert.Equal(model.ScoreHistory, line.GetProperty("scoreHistory").EnumerateArray().Select(s => s.GetDouble()));
        }
    }

    [Fact]
    public void The_objective_is_the_probability_if_asked()
    {
        var result = _bench.Run("class-image", "-c", "0", "-n", _bench.Network, "--iterations", "2", "--objective", "probability", "-o", _bench["x.png"], "--json");
        Assert.Equal("Probability", Assert.Single(result.Objects).GetProperty("objective").GetString());
        Assert.True(File.Exists(_bench["x.png"]));
    }

    [Fact]
    public void An_ascent_that_diverges_is_reported_and_leaves_no_file()
    {
        var result = _bench.Run("class-image", "-c", "0", "-n", _bench.Network, "--learning-rate", "1e38", "--lambda", "0", "-o", _bench["models"]);
        Assert.Equal(1, result.Code);
        Assert.StartsWith("saliency: red thing: The ascent diverged", result.Error);
        Assert.Empty(Directory.GetFiles(_bench["models"]));
    }
}
