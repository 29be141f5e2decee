using SaliencyPS.Networks;
using SaliencyPS.Networks.Formats.Torch;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using Xunit;

namespace SaliencyPS.Tests.Networks.Formats.Torch;

/// <summary>Where a checkpoint keeps the state dict, and what else it holds.</summary>
public sealed class TorchCheckpointTests
{
    /// <summary>SqueezeNet 1.1 with 10 classes and constant weights, as training scripts save it.</summary>
    [Theory]
    [InlineData("ema.pth")] // under state_dict_ema
    [InlineData("swa.pth")] // n_averaged beside module.…
    [InlineData("lightning.pth")] // state_dict with model.… and criterion.weight
    [InlineData("thop.pth")] // counts of operations beside the weights
    [InlineData("features_module.pth")] // features.module.…
    public void A_network_is_read_under_the_names_that_training_scripts_leave(string file)
    {
        var (plain, wrapped) = (Read("plain.pth"), Read(file));
        Assert.Equal(plain.Nodes.Select(n => (n.Name, n.Shape)), wrapped.Nodes.Select(n => (n.Name, n.Shape)));
        Assert.Equal(10, wrapped.ClassCount);
        foreach (var (first, second) in plain.Nodes.Zip(wrapped.Nodes))
            if (first.Layer is WeightedLayer one)
                Assert.Equal(one.Weight.Span, Assert.IsAssignableFrom<WeightedLayer>(second.Layer).Weight.Span);
    }

    [Theory]
    [InlineData("state_dict")]
    [InlineData("model")]
    [InlineData("model_state_dict", "module")]
    [InlineData("model_ema", "state_dict")]
    [InlineData("ema_state_dict")]
    [InlineData("ema")]
    [InlineData("net")]
    [InlineData("generator")] // unknown, but the only one
    public void The_state_dict_is_found_under(params string[] names)
    {
        object? root = StateDict("right");
        foreach (var name in names.Reverse())
            root = new Dictionary<object, object?>
            {
                ["epoch"] = 3L, ["optimizer"] = new Dictionary<object, object?>(), [name] = root,
            };
        Assert.Equal("right", Assert.Single(TorchCheckpoint.FindStateDict(root)).Key);
    }

    [Fact]
    public void The_trained_weights_go_before_their_average() =>
        Assert.Equal("trained", Assert.Single(TorchCheckpoint.FindStateDict(new Dictionary<object, object?>
        {
            ["model_ema"] = StateDict("averaged"), ["model"] = StateDict("trained"),
        })).Key);

    [Fact]
    public void A_dictionary_that_holds_itself_ends()
    {
        var root = new Dictionary<object, object?>();
        foreach (var name in (string[])["model", "net", "ema"]) root[name] = root;
        Refused(root, "There is no tensor", "'model' (a dictionary without tensors)");
    }

    [Fact]
    public void What_is_there_instead_is_said()
    {
        Refused(new List<object?>(), "There is no state dict", "found a list");
        Refused(new Dictionary<object, object?>(), "found an empty dictionary");
        Refused(new Dictionary<object, object?> { ["epoch"] = 3L, ["args"] = "x" }, "There is no tensor",
            "under one of state_dict, ", "found 'epoch' (a number), 'args' (text)");
        Refused(new Dictionary<object, object?> { ["student"] = StateDict("a"), ["teacher"] = StateDict("b") },
            "cannot be told which", "found 'student' (1 tensors), 'teacher' (1 tensors)");
    }

    /// <summary>Options, scores, sets, dates and whatever else a training script keeps (Fixtures/make_options.py).</summary>
    [Theory, InlineData(2), InlineData(4)]
    public void What_training_scripts_keep_beside_the_weights_is_passed_over(int protocol)
    {
        var file = Fixture.Open($"options.{protocol}.pickle");
        var root = Assert.IsType<Dictionary<object, object?>>(new PickleMachine(file).Load());

        Assert.Equal(3L, root["epoch"]);
        Assert.DoesNotContain(root.Keys, key => key is not string);
        Assert.Equal("argparse.Namespace", Object("args").Type.ToString());
        Assert.Equal("resnet18", Object("args").Attributes!["model"]);
        Assert.All((string[])["options", "best", "confusion", "seen", "frozen", "counts", "queue", "time", "third", "phase"],
            name => Object(name));
        root["weights"] = StateDict("right");
        Assert.Equal("right", Assert.Single(TorchCheckpoint.FindStateDict(root)).Key);

        PickleObject Object(string name) => Assert.IsType<PickleObject>(root[name]);
    }

    [Fact]
    public void A_module_that_was_saved_whole_has_the_names_of_its_state_dict()
    {
        var root = new Dictionary<object, object?>
        {
            ["epoch"] = 3L, ["model"] = Module([], ("layer", Module(StateDict("weight")))),
        };
        Assert.Equal("layer.weight", Assert.Single(TorchCheckpoint.FindStateDict(root)).Key);
    }

    [Fact]
    public void A_module_that_holds_itself_is_refused()
    {
        var module = Module(StateDict("weight"));
        module.Attributes!["_modules"] = new Dictionary<object, object?> { ["self"] = module, ["again"] = module };
        Refused(module, "too many or too deep");
    }

    /// <summary>A budget for the whole file: one module may be held by thousands of others.</summary>
    [Fact]
    public void Modules_that_are_held_often_count_each_time()
    {
        var inner = Module(Enumerable.Range(0, 50_000).ToDictionary(i => (object)$"{i}", i => (object?)null));
        inner.Attributes!["_modules"] = Enumerable.Range(0, 50_000)
            .ToDictionary(i => (object)$"{i}", object? (i) => Module([]));
        Refused(Enumerable.Range(0, 1000).ToDictionary(i => (object)$"{i}", object? (i) => Module([], ("inner", inner))),
            "too many or too deep");
    }

    [Fact]
    public void Names_of_modules_have_a_length() => Refused(
        Module([], (new string('a', 1 << 16), Module(StateDict("weight")))), "names too long");

    private static PickleObject Module(
        Dictionary<object, object?> parameters, params (string Name, PickleObject Module)[] inner) =>
        new(new PickleGlobal("net", "Net"))
        {
            Attributes = new()
            {
                ["_parameters"] = parameters,
                ["_modules"] = inner.ToDictionary(entry => (object)entry.Name, entry => (object?)entry.Module),
            },
        };

    private static void Refused(object root, params string[] parts)
    {
        var message = Assert.Throws<NetworkFormatException>(() => TorchCheckpoint.FindStateDict(root)).Message;
        Assert.All(parts, part => Assert.Contains(part, message));
    }

    private static Dictionary<object, object?> StateDict(string name) => new()
    {
        [name] = new PickleTensor(new PickleStorage("0", SaliencyPS.Networks.Formats.NumberFormat.Float32, 0, 1, 1), 0, [1], [1]),
    };

    private static Network Read(string file) => NetworkReader.Read(Fixture.Open(Path.Combine("names", file)),
        NetworkDescription.ReadBeside("none"), file);
}
