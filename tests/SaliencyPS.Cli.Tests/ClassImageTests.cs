using System.Text.Json;
using SaliencyPS.ClassModels;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Networks.Store;
using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class ClassImageTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_folder_takes_an_image_per_class()
    {
        var result = _bench.Run("class-image", "-c", "*thing", "-n", _bench.Network, "--iterations", "3", "--learning-rate",
            "0.5", "-o", _bench["models"], "--json");
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(["tiny.0.red_thing.png", "tiny.1.green_thing.png", "tiny.2.blue_thing.png"], result.Names);

        var options = new ClassModelOptions { Iterations = 3, LearningRate = 0.5 };
        foreach (var line in result.Objects)
        {
            var model = ClassModelSynthesizer.Create(NetworkReader.Read(_bench.Network),
                line.GetProperty("classIndex").GetInt32(), options);
            Assert.Equal(model.Image.Pixels, ImageDecoder.Read(line.GetProperty("path").GetString()!).Pixels);
            Assert.True(model.Score > model.ScoreHistory[0]);
            Assert.Equal(model.Score, line.GetProperty("score").GetDouble());
            Assert.Equal(model.ScoreHistory, line.GetProperty("scoreHistory").EnumerateArray().Select(s => s.GetDouble()));
        }
    }

    [Fact]
    public void The_objective_is_the_probability_if_asked()
    {
        var result = _bench.Run("class-image", "-c", "0", "-n", _bench.Network, "--iterations", "2", "--objective", "probability",
            "-o", _bench["x.png"], "--json");
        Assert.Equal("Probability", Assert.Single(result.Objects).GetProperty("objective").GetString());
        Assert.True(File.Exists(_bench["x.png"]));
    }

    [Fact]
    public void Options_change_the_preset()
    {
        string[] options = ["--preset", "Natural", "--iterations", "4", "--objective", "score", "--lambda", "0.01",
            "--total-variation", "0.2", "--center-bias", "0.3", "--optimizer", "ascent", "--learning-rate", "0.4",
            "--parametrization", "pixel", "--colors", "channels", "--range", "free", "--jitter", "0.2",
            "--scale", "0.3", "--rotate", "20", "--blur", "0.1", "--start-noise", "3", "--seed", "7", "--plateau-window", "1",
            "--plateau-tolerance", "0.5"];
        var expected = new ClassModelOptions
        {
            Iterations = 4, Regularization = 0.01, TotalVariation = 0.2, CenterBias = 0.3, LearningRate = 0.4,
            Jitter = 0.2, Scale = 0.3, Rotate = 20, Blur = 0.1, StartNoise = 3, Seed = 7,
            PlateauWindow = 1, PlateauTolerance = 0.5,
        };
        Compare(expected, options);
        Compare(ClassModelPreset.Natural.Options with { Iterations = 4 }, "--preset", "natural", "--iterations", "4");

        void Compare(ClassModelOptions engine, params string[] given)
        {
            var result = _bench.Run(["class-image", "-c", "0", "-n", _bench.Network, "-o", _bench["x.png"], "--json", .. given]);
            Assert.Equal((0, ""), (result.Code, result.Error));
            var model = ClassModelSynthesizer.Create(NetworkReader.Read(_bench.Network), 0, engine);
            Assert.Equal(model.Image.Pixels, ImageDecoder.Read(_bench["x.png"]).Pixels);
            Assert.Equal(model.ScoreHistory,
                Assert.Single(result.Objects).GetProperty("scoreHistory").EnumerateArray().Select(s => s.GetDouble()));
        }
    }

    [Fact]
    public void Frames_and_the_sheet_are_written_too()
    {
        var result = _bench.Run("class-image", "-c", "0", "-c", "1", "-n", _bench.Network, "--iterations", "4",
            "--frame-interval", "2", "--sheet", _bench["all.png"], "-o", _bench["models"]);
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(["tiny.0.red_thing.apng", "tiny.0.red_thing.png", "tiny.1.green_thing.apng", "tiny.1.green_thing.png"],
            Names());
        Assert.Equal(2 * 196 + 4, ImageDecoder.Read(_bench["all.png"]).Width);
        Assert.Equal(ImageDecoder.Read(_bench["models/tiny.0.red_thing.png"]).Pixels,
            ImageDecoder.Read(_bench["models/tiny.0.red_thing.apng"]).Pixels);

        _bench.Run("class-image", "-c", "0", "-n", _bench.Network, "--iterations", "4", "--frame-interval", "4", "--frame-format",
            "png", "-o", _bench["models/x.png"]);
        Assert.Equal(["x.0000.png", "x.0001.png", "x.png"], Names().Where(name => name.StartsWith('x')));

        string[] Names() =>
            [.. Directory.GetFiles(_bench["models"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void A_layer_takes_the_place_of_a_class()
    {
        var network = NetworkReader.Read(_bench.Network);
        var layer = network.Layers[0];
        var result = _bench.Run("class-image", "--layer", layer.Name, "--channel", "0", "-n", _bench.Network, "--iterations", "3",
            "-o", _bench["x.png"], "--json");
        Assert.Equal((0, ""), (result.Code, result.Error));
        var line = Assert.Single(result.Objects);
        Assert.Equal((layer.Name, $"{layer.Name} channel 0", JsonValueKind.Null), (line.GetProperty("layer").GetString(),
            line.GetProperty("label").GetString(), line.GetProperty("probability").ValueKind));
        Assert.Equal(
            ClassModelSynthesizer.Create(network, new ClassModelNeuron(layer.Name, 0), new() { Iterations = 3 }).Image.Pixels,
            ImageDecoder.Read(_bench["x.png"]).Pixels);
    }

    [Fact]
    public void An_ascent_that_diverges_is_reported_and_leaves_no_file()
    {
        var result = _bench.Run("class-image", "-c", "0", "-n", _bench.Network, "--learning-rate", "1e38",
            "--lambda", "0", "-o", _bench["models"]);
        Assert.Equal(1, result.Code);
        Assert.StartsWith("saliency: red thing: The ascent diverged", result.Error);
        Assert.Empty(Directory.GetFiles(_bench["models"]));
    }
}
