using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SaliencyPS.Hosting;
using SaliencyPS.Networks.Store;
using SaliencyPS.Tests.Networks.Store;
using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class NetworkTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Networks_are_imported_listed_used_and_removed()
    {
        var image = _bench.Image("a.png");
        Assert.Equal(0, _bench.Run("network", "import", _bench.Network, "--name", "One").Code);
        var listed = _bench.Run("network", "list", "--json").Objects[^1];
        Assert.Equal(("One", new FileInfo(_bench.Network).Length),
            (listed.GetProperty("name").GetString(), listed.GetProperty("length").GetInt64()));
        Assert.StartsWith("One  ", _bench.Run("network", "list").Lines[1]);

        // Without a name it is the built-in one, whatever is imported.
        Assert.Equal("scenes", _bench.Run("map", image, "--top", "1", "--json").Objects[0].GetProperty("network").GetString());
        Assert.Equal(0, _bench.Run("network", "import", _bench.Network, "--name", "one").Code); // the same again
        var refused = _bench.Run("network", "import", NetworkStore.BuiltIn.Path, "--name", "one");
        Assert.Equal((2, "saliency: There is a network 'One' already; --force replaces it.\n"), (refused.Code, refused.Error));
        Assert.Equal(0, _bench.Run("network", "import", _bench.Network, "--name", "one", "--force").Code);
        Assert.Equal(0, _bench.Run("network", "import", _bench.Network).Code);
        Assert.Equal(0, _bench.Run("map", image, "--top", "1", "-n", "TINY").Code);

        Assert.Equal(0, _bench.Run("network", "remove", "ONE").Code);
        Assert.Equal(["scenes", "tiny"],
            _bench.Run("network", "list", "--json").Objects.Select(o => o.GetProperty("name").GetString()));
    }

    [Fact]
    public void Networks_that_can_be_installed_are_listed_without_asking_anybody()
    {
        var listed = _bench.Run("network", "available", "--json").Objects;
        var squeezenet = listed.Single(o => o.GetProperty("name").GetString() == "squeezenet1_1");
        Assert.Equal((64, "BSD-3-Clause"),
            (squeezenet.GetProperty("sha256").GetString()!.Length, squeezenet.GetProperty("license").GetString()));
        var text = _bench.Run("network", "available");
        Assert.Equal(listed.Length + 1, text.Lines.Length);
        Assert.Contains("squeezenet1_1           5.0  58.2 %  80.6 %  SqueezeNet 1.1; torchvision", text.Out);
    }

    [Fact]
    public void A_network_is_installed_by_its_name_in_the_catalog()
    {
        using var server = new FileServer(new() { ["/tiny.onnx"] = File.ReadAllBytes(_bench.Network) });
        File.WriteAllText(_bench["catalog.json"], $$"""
            [{"name": "six", "uri": "{{server["/tiny.onnx"]}}", "length": 1, "license": "MIT", "source": "tests",
              "sha256": "{{Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(_bench.Network)))}}",
              "top1Accuracy": 1, "top5Accuracy": 2,
              "measured": "never", "description": {"labels": ["a", "b", "c", "d", "e", "f"]} }]
            """);
        Environment.SetEnvironmentVariable("SALIENCYPS_CATALOG", _bench["catalog.json"]);
        try
        {
            Assert.Contains("'saliency network install six' brings it", _bench.Run("network", "show", "six").Error);
            Assert.Equal(0, _bench.Run("network", "install", "SIX").Code);
            var shown = Assert.Single(_bench.Run("network", "show", "six", "--json").Objects);
            Assert.Equal("b", shown.GetProperty("labels")[1].GetString());
            Assert.Equal(0, _bench.Run("network", "install", "six").Code); // it is there
            Assert.Single(server.Requests);
            var unknown = _bench.Run("network", "install", "seven");
            Assert.Equal(2, unknown.Code);
            Assert.Contains("The catalog has no network 'seven'", unknown.Error);
            File.WriteAllText(_bench["catalog.json"], "{");
            Assert.Contains("SALIENCYPS_CATALOG: catalog.json: It is not a catalog", _bench.Run("network", "available").Error);
        }
        finally
        {
            Environment.SetEnvironmentVariable("SALIENCYPS_CATALOG", null);
        }
    }

    [Fact]
    public void What_cannot_be_installed_is_told()
    {
        var hash = new string('0', 64);
        Assert.Equal(2, _bench.Run("network", "install", "https://127.0.0.1:1/a.onnx").Code);
        Assert.Equal(2, _bench.Run("network", "install", "https://127.0.0.1:1/a.onnx", "--sha256", "12").Code);
        Assert.Equal(2, _bench.Run("network", "install", "ftp://127.0.0.1:1/a.onnx", "--sha256", hash).Code);
        Assert.Equal(2, _bench.Run("network", "install", "https://127.0.0.1:1/scenes.onnx", "--sha256", hash).Code);
        var refused = _bench.Run("network", "install", "http://127.0.0.1:1/a.onnx", "--sha256", hash); // nothing answers there
        Assert.Equal(1, refused.Code);
        Assert.Contains("http://127.0.0.1:1/a.onnx", refused.Error);
    }

    [Fact]
    public void The_default_is_chosen_by_name_and_never_replaced_in_silence()
    {
        var image = _bench.Image("a.png");
        string Used() => _bench.Run("map", image, "--top", "1", "--json").Objects[0].GetProperty("network").GetString()!;
        Assert.Equal("scenes", Used());
        Assert.EndsWith("scenes.onnx", _bench.Run("network", "default").Out.Trim());
        _bench.Run("network", "import", _bench.Network, "--name", "mine");
        Assert.Equal(0, _bench.Run("network", "default", "MINE").Code);
        Assert.Equal("mine", Used());
        Assert.Equal("mine", _bench.Run("network", "list", "--json").Objects
            .Single(line => line.GetProperty("isDefault").GetBoolean()).GetProperty("name").GetString());
        Assert.Contains("It was the default", _bench.Run("network", "remove", "mine").Error);
        var lost = _bench.Run("map", image);
        Assert.Equal((2, true), (lost.Code, lost.Error.Contains("'mine' was chosen as the default network")));
        Assert.Equal(2, _bench.Run("network", "default", "none").Code);
        Assert.Equal(0, _bench.Run("network", "default", "scenes").Code);
        Assert.Equal("scenes", Used());
    }

    [Fact]
    public void An_empty_store_still_has_the_default()
    {
        var listed = Assert.Single(_bench.Run("network", "list", "--json").Objects);
        Assert.Equal(("scenes", true), (listed.GetProperty("name").GetString(), listed.GetProperty("isDefault").GetBoolean()));
        Assert.Contains(" default ", _bench.Run("network", "list").Out);
    }

    [Fact]
    public void Verify_compares_with_another_programs_numbers()
    {
        var reference = _bench["grey.input.npy"];
        File.WriteAllBytes(reference, Numpy("1, 3, 16, 16", new float[768]));
        // Of zeros, the convolution leaves its bias.
        File.WriteAllBytes(_bench["grey.logits.npy"], Numpy("1, 6", [.. Enumerable.Repeat(0.1f, 6)]));
        var passed = _bench.Run("network", "verify", _bench.Network, "--reference", reference);
        Assert.Equal((0, ""), (passed.Code, passed.Error));
        Assert.StartsWith("Passed: logits within 1.0e-04, no gradients to compare", passed.Lines[^1]);
        Assert.Contains($".npy, by {ComputeEngines.Default.Describe()}\n", passed.Out);

        File.WriteAllBytes(_bench["grey.logits.npy"], Numpy("1, 6", [.. Enumerable.Repeat(0.2f, 6)]));
        string[] args = ["network", "verify", _bench.Network, "-r", reference, "-r", _bench["none.npz"], "--json"];
        var failed = _bench.Run(args);
        Assert.Equal(1, failed.Code);
        Assert.Contains("none.npz", failed.Error);
        var line = Assert.Single(failed.Objects);
        Assert.False(line.GetProperty("passed").GetBoolean());
        Assert.Equal(0.5, line.GetProperty("logitError").GetDouble(), 1e-5);
        Assert.Equal($"{ComputeEngines.Default.Describe()}", line.GetProperty("engine").GetString());
        Assert.Equal("red thing", line.GetProperty("samples")[0].GetProperty("label").GetString());
        Assert.Equal(JsonValueKind.Null, line.GetProperty("gradientError").ValueKind);
        Assert.Equal(0, _bench.Run("network", "verify", _bench.Network, "-r", reference, "--logit-tolerance", "0.6").Code);
        var without = _bench.Run("network", "verify", _bench.Network, "-r", reference, "--engine", "torch");
        Assert.Equal(2, without.Code);
        Assert.Contains("Torch", without.Error); // which is not installed, or has no adapter here
        File.WriteAllText(reference, "nothing");
        var refused = _bench.Run("network", "verify", _bench.Network, "-r", reference);
        Assert.Equal((1, ""), (refused.Code, refused.Out));
        Assert.Contains("grey.input.npy: File: It is not a file of NumPy arrays.", refused.Error);
    }

    [Fact]
    public void Show_tells_what_the_network_takes_and_gives()
    {
        var shown = Assert.Single(_bench.Run("network", "show", _bench.Network, "--json").Objects);
        Assert.Equal((3, 16, 16), (shown.GetProperty("channels").GetInt32(), shown.GetProperty("height").GetInt32(),
            shown.GetProperty("width").GetInt32()));
        Assert.Equal(TinyNetwork.Labels, shown.GetProperty("labels").EnumerateArray().Select(l => l.GetString()!));
        var text = _bench.Run("network", "show", _bench.Network).Out;
        Assert.Contains("input         3×16×16\n", text);
        Assert.Equal("Softmax", shown.GetProperty("probability").GetString());
        Assert.Contains("probability   soft-max of the scores", text);
        Assert.Contains("6: red thing; green thing; blue thing; Käfer, Biene; a/b; …", text);
    }

    [Fact]
    public void Show_tells_where_the_preprocessing_is_from()
    {
        File.Delete(Path.ChangeExtension(_bench.Network, ".json"));
        File.WriteAllText(_bench["config.json"], """
            {"architecture": "tiny", "pretrained_cfg": {"interpolation": "bicubic", "crop_pct": 0.8, "crop_mode": "squash",
             "mean": [0.5, 0.5, 0.5], "std": [1, 1, 1], "label_names": ["only one"]}}
            """);
        var shown = Assert.Single(_bench.Run("network", "show", _bench.Network, "--json").Objects);
        Assert.Equal(("bicubic", 20, true), (shown.GetProperty("interpolation").GetString(),
            shown.GetProperty("resizeHeight").GetInt32(), shown.GetProperty("isSquashed").GetBoolean()));
        Assert.Equal(("config.json", "default"), (shown.GetProperty("sources").GetProperty("mean").GetString(),
            shown.GetProperty("sources").GetProperty("labels").GetString()));
        Assert.Contains("'label_names'", Assert.Single(shown.GetProperty("notes").EnumerateArray()).GetString());
        var text = _bench.Run("network", "show", _bench.Network);
        Assert.Contains("mean          0.5, 0.5, 0.5  (config.json)", text.Out);
        Assert.Contains("channels      RGB  (default)", text.Out);
        Assert.Contains("note          config.json, field 'label_names'", text.Out);
        Assert.Empty(text.Error);

        var mapped = _bench.Run("map", _bench.Image("a.png"), "--network", _bench.Network, "--top", "1", "--json");
        Assert.Equal(0, mapped.Code);
        Assert.StartsWith($"saliency: note: {_bench.Network}: config.json, field 'label_names': ", mapped.Error);
        Assert.Single(mapped.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void An_exports_archive_is_read_as_it_is()
    {
        var zip = _bench["export.zip"];
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            archive.CreateEntryFromFile(_bench.Network, "model.onnx");
            using var labels = new StreamWriter(archive.CreateEntry("labels.txt").Open());
            labels.Write("a\nb\nc\nd\ne\nf\n");
        }

        Assert.Contains("6: a; b; c; d; e; …  (labels.txt)", _bench.Run("network", "show", zip).Out);
        Assert.Equal(0, _bench.Run("network", "import", zip).Code);
        var mapped = _bench.Run("map", _bench.Image("a.png"), "--network", "export", "--top", "1", "--json");
        Assert.Equal(("", "export"), (mapped.Error, mapped.Objects[0].GetProperty("network").GetString()));
    }

    private static byte[] Numpy(string shape, float[] values)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({shape}), }}");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. MemoryMarshal.AsBytes(values.AsSpan())];
    }
}
