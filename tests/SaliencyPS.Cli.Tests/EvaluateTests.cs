using System.Text.Json;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Localization;
using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class EvaluateTests : IDisposable
{
    private const string Made = "network tiny, view Whole, method Gradient, ChannelReduction=Maximum, boxes Gradient";

    private readonly Workbench _bench = new();

    public EvaluateTests()
    {
        for (var channel = 0; channel < 3; channel++) _bench.Image($"{channel}.png", channel: channel);
        // Class 5 is never the prediction of the second image; the last has a box nobody would find.
        Truth("truth.csv", "0.png,0,6,5,12,10,test", "1.png,5,6,5,12,10,test", "2.png,2,0,0,1,1,dev", "2.png,2,0,0,1.5,1,dev");
    }

    public void Dispose() => _bench.Dispose();

    /// <summary>Truth may be a stranger's: nothing outside the folder of the images is read for it, by whatever way.</summary>
    [Theory, InlineData("../secret.png"), InlineData("sub/../../secret.png"), InlineData("")]
    public void Truth_does_not_lead_out_of_the_folder_of_the_images(string name)
    {
        var secret = _bench.Image("secret.png");
        Directory.CreateDirectory(_bench["images"]);
        File.WriteAllText(_bench["out.csv"], $"path,label,x,y,width,height\n{(name == "" ? secret : name)},0,1,1,9,9\n");
        var result = _bench.Run("evaluate", _bench["out.csv"], "-n", _bench.Network, "--images", _bench["images"], "--json");
        Assert.Equal(1, result.Code);
        Assert.Contains(Path.Combine("images", "secret.png"), result.Error);
        File.Copy(secret, _bench["images/secret.png"]);
        Assert.Equal(0, _bench.Run("evaluate", _bench["out.csv"], "-n", _bench.Network, "--images", _bench["images"]).Code);
    }

    [Fact]
    public void Rates_follow_from_what_box_says_about_each_image()
    {
        var result = _bench.Run("evaluate", _bench["truth.csv"], "-n", _bench.Network, "--preset", "paper", "--json");
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(4, result.Objects.Length);

        int[] classes = [0, 5, 2];
        (double X, double Y, double Width, double Height)[] truth = [(6, 5, 12, 10), (6, 5, 12, 10), (0, 0, 1.5, 1)];
        int top1 = 0, top5 = 0, located1 = 0, located5 = 0, located = 0;
        for (var i = 0; i < 3; i++)
        {
            var (line, box) = (result.Objects[i], _bench.Run("box", _bench[$"{i}.png"], "-n", _bench.Network, "-c",
                $"{classes[i]}", "--preset", "paper", "--json").Objects[0]);
            foreach (var name in new[] { "path", "rank", "classIndex", "score", "x", "y", "width", "height" })
                Assert.Equal(box.GetProperty(name).ToString(), line.GetProperty(name).ToString());
            var (rank, overlap) = (box.GetProperty("rank").GetInt32(), new BoundingBox(
                box.GetProperty("x").GetInt32(), box.GetProperty("y").GetInt32(), box.GetProperty("width").GetInt32(),
                box.GetProperty("height").GetInt32())
                .IntersectionOverUnion(truth[i].X, truth[i].Y, truth[i].Width, truth[i].Height));
            Assert.Equal(overlap, line.GetProperty("intersectionOverUnion").GetDouble());
            top1 += rank == 1 ? 1 : 0;
            top5 += rank <= 5 ? 1 : 0;
            located1 += rank == 1 && overlap >= 0.5 ? 1 : 0;
            located5 += rank <= 5 && overlap >= 0.5 ? 1 : 0;
            located += overlap >= 0.5 ? 1 : 0;
        }

        var summary = result.Objects[3];
        Assert.Equal(3, summary.GetProperty("images").GetInt32());
        foreach (var (name, right) in new[]
        {
            ("top1ClassificationError", top1), ("top5ClassificationError", top5), ("top1LocalizationError", located1),
            ("top5LocalizationError", located5), ("trueClassLocalizationError", located),
        }) Assert.Equal((3 - right) / 3.0, summary.GetProperty(name).GetDouble());
        Assert.Equal((2, true), (top1, located is > 0 and < 3)); // or the above would prove little
    }

    [Fact]
    public void Kept_results_of_all_shards_have_the_figures_of_one_run()
    {
        var rows = new List<string>();
        foreach (var i in Enumerable.Range(0, 20))
        {
            _bench.Image($"photos/{i % 3}/{i}.png", 24 + i, 30, i % 3);
            rows.Add($"{i % 3}/{i}.png,{i % 3},{6 + i % 4},5,12,{10 + i},test");
            if (i % 4 == 0) rows.Add($"{i % 3}/{i}.png,{(i + 1) % 3},0,0,3,3,test");
        }

        File.WriteAllText(_bench["photos/bad.png"], "no image");
        Truth("all.csv", [.. rows, "bad.png,1,1,1,5,5,test", "gone.png,1,1,1,5,5,test"]);
        string[] run = ["evaluate", _bench["all.csv"], "-n", _bench.Network, "--images", _bench["photos"], "--json", "--details"];
        var expected = _bench.Run(run);
        var one = _bench.Run([.. run, "--results", _bench["one"]]);
        Assert.Equal((1, expected.Lines[^1]), (one.Code, one.Out.TrimEnd()));
        Assert.Contains("22 images are done, 2 of them failed", one.Error);
        Assert.Equal(one.Out, _bench.Run([.. run, "--results", _bench["one"], "--total"]).Out);

        // Shards, one of them torn off and gone on with.
        foreach (var n in (int[])[3, 1, 2])
            Assert.Equal("", _bench.Run([.. run, "--results", _bench["three"], "--shard", $"{n}/3"]).Out);
        var part = _bench["three/part-00002-of-00003.jsonl"];
        using (var stream = new FileStream(part, FileMode.Open)) stream.SetLength(stream.Length * 2 / 3);
        File.Delete(Path.ChangeExtension(part, ".json"));
        var missing = _bench.Run([.. run, "--results", _bench["three"], "--total"]);
        Assert.Equal((1, ""), (missing.Code, missing.Out));
        Assert.Contains("--array=2", missing.Error);
        Assert.InRange(_bench.Run([.. run, "--results", _bench["three"], "--shard", "2/3", "--resume"]).Code, 0, 1);
        var total = _bench.Run([.. run, "--results", _bench["three"], "--total"]);
        Assert.Equal((0, one.Out), (total.Code, total.Out));
        Assert.Contains("2 of 22 images failed", total.Error);
        var merged = _bench.Run("merge", _bench["three"]).Objects.Where(row => !row.TryGetProperty("error", out _)).ToArray();
        Assert.Equal(expected.Objects.Length - 1, merged.Length);
        Assert.Equal(merged.Select(Line).Order(StringComparer.Ordinal),
            expected.Objects[..^1].Select(Line).Order(StringComparer.Ordinal));

        static string Line(JsonElement row) => string.Join(',', row.EnumerateObject()
            .Where(property => property.Name is not ("path" or "judged")).Select(property => $"{property}"));
    }

    [Fact]
    public void Kept_results_are_of_one_ground_truth_and_one_way()
    {
        string[] run = ["evaluate", _bench["truth.csv"], "-n", _bench.Network, "--results", _bench["out"]];
        Assert.Equal(0, _bench.Run(run).Code);
        Assert.Contains("method", _bench.Run([.. run, "--total", "--method", "gradcam"]).Error);
        Assert.Contains("split all, not dev", _bench.Run([.. run, "--total", "--split", "dev"]).Error);
        Assert.Contains("--total is of all shards", _bench.Run([.. run, "--total", "--resume"]).Error);
        Truth("truth.csv", "0.png,0,6,5,12,10,test", "1.png,5,6,5,12,10,test", "2.png,2,0,0,1,1,dev");
        foreach (var mode in (string[])["--total", "--resume"])
        {
            var refused = _bench.Run([.. run, mode]);
            Assert.Equal((2, ""), (refused.Code, refused.Out));
            Assert.Contains("ground truth", refused.Error);
        }
    }

    [Fact]
    public void Splits_are_kept_apart()
    {
        var result = _bench.Run("evaluate", _bench["truth.csv"], "-n", _bench.Network, "--split", "dev");
        Assert.StartsWith($"{Made}, split dev, images 1", result.Lines[0]);
        Assert.Matches(@"^  localisation error, top-5 +100\.00 % +1 of 1", result.Lines[4]);
        Assert.Equal(2, _bench.Run("evaluate", _bench["truth.csv"], "-n", _bench.Network, "--split", "train").Code);
    }

    [Fact]
    public void A_list_chooses_images_each_of_which_has_to_have_a_true_box()
    {
        _bench.Image("stray.png");
        File.WriteAllLines(_bench["list"], ["1.png", _bench["0.png"], _bench["stray.png"]]);
        var result = _bench.Run("evaluate", _bench["truth.csv"], "-n", _bench.Network, "--from", _bench["list"], "--json");
        Assert.Equal(1, result.Code);
        Assert.Equal($"saliency: {_bench["stray.png"]}: the true boxes have none of it, or none of a class of the network.",
            result.Error.TrimEnd());
        Assert.Equal(["1.png", "0.png"], result.Objects[..2].Select(line =>
            Path.GetFileName(line.GetProperty("path").GetString())));
        var split = _bench.Run("evaluate", _bench["truth.csv"], "-n", _bench.Network, "--split", "test", "--json").Objects[^1];
        Assert.Equal(split.GetProperty("meanIntersectionOverUnion").GetDouble(),
            result.Objects[^1].GetProperty("meanIntersectionOverUnion").GetDouble());
        Assert.Equal(2, result.Objects[^1].GetProperty("images").GetInt32());
    }

    [Theory]
    [InlineData("boxes.csv", "image,ClassId,confidence,xmin,ymin,xmax,ymax\n0.png,0,0.9,6,5,18,15\n1.png,5,0.8,6,5,12,15\n")]
    [InlineData("boxes.jsonl", """
        {"path":"a/0.png","classIndex":0,"rank":1,"x":6,"y":5,"width":12,"height":10}

        {"path":"2.png","error":"Not a JPEG."}
        {"path":"1.png","classIndex":5,"x":6,"y":5,"width":6,"height":10}
        """)]
    [InlineData("boxes.json", """
        [{"image_id":1,"category_id":5,"bbox":[6,5,6,10],"score":0.5},
        {"image_id":"1.png","category_id":4,"bbox":[0,0,1,1],"score":0.4},
        {"image_id":0,"category_id":0,"bbox":[6.2,5.1,12,10],"score":0.9}]
        """)]
    public void Boxes_of_others_are_measured_in_each_form(string name, string text)
    {
        File.WriteAllText(_bench[name], text);
        var result = _bench.Run("evaluate", _bench["truth.csv"], "--predictions", _bench[name], "--split", "test", "--json");
        Assert.Equal((0, ""), (result.Code, result.Error));
        var summary = Assert.Single(result.Objects);
        Assert.Equal((2, 0.75, 0), (summary.GetProperty("images").GetInt32(),
            summary.GetProperty("meanIntersectionOverUnion").GetDouble(),
            summary.GetProperty("top1ClassificationError").GetDouble()));
        Assert.Contains("mean IoU, class given", _bench.Run("evaluate", _bench["truth.csv"], "--predictions", _bench[name]).Out);
    }

    [Fact]
    public void What_merge_and_box_write_is_read_back_to_the_same_figures()
    {
        string[] box = ["box", _bench["0.png"], _bench["1.png"], "-n", _bench.Network, "--top", "6"];
        File.WriteAllText(_bench["boxes.jsonl"], _bench.Run([.. box, "--json"]).Out);
        Assert.Equal(0, _bench.Run([.. box, "--results", _bench["kept"]]).Code);
        string[] evaluate = ["evaluate", _bench["truth.csv"], "--split", "test", "--json"];
        var own = _bench.Run([.. evaluate, "-n", _bench.Network]).Objects[^1];
        foreach (var name in (string[])["boxes.jsonl", "merged.jsonl", "merged.csv", "merged.json"])
        {
            if (name.StartsWith("merged", StringComparison.Ordinal))
                Assert.Equal(0, _bench.Run("merge", _bench["kept"], "--out", _bench[name]).Code);
            var read = Assert.Single(_bench.Run([.. evaluate, "--predictions", _bench[name]]).Objects);
            foreach (var figure in (string[])["images", "top1ClassificationError", "top5LocalizationError",
                "meanIntersectionOverUnion"])
                Assert.Equal((name, own.GetProperty(figure).GetDouble()), (name, read.GetProperty(figure).GetDouble()));
        }
    }

    [Fact]
    public void Numbers_of_COCO_are_those_of_the_file_of_true_boxes()
    {
        File.WriteAllText(_bench["truth.json"], """
            {"images":[{"id":70,"file_name":"0.png"},{"id":71,"file_name":"1.png"}],
            "categories":[{"id":9,"name":"cat"},{"id":2,"name":"dog"}],
            "annotations":[{"id":1,"image_id":70,"category_id":9,"bbox":[6,5,12,10]},
            {"id":2,"image_id":71,"category_id":2,"bbox":[0,0,4,4]}]}
            """);
        var found = Evaluate("""
            [{"image_id":70,"category_id":9,"bbox":[6,5,12,10],"score":1},
            {"image_id":71,"category_id":2,"bbox":[0,0,4,8],"score":1}]
            """);
        Assert.Equal(0.75, Assert.Single(found.Objects).GetProperty("meanIntersectionOverUnion").GetDouble());
        foreach (var (text, why) in new[]
        {
            ("""[{"image_id":1,"category_id":9,"bbox":[6,5,12,10],"score":1}]""",
                "[0].image_id: the true boxes have no image of the id 1"),
            ("""[{"image_id":70,"category_id":1,"bbox":[6,5,12,10],"score":1}]""",
                "[0].category_id: the true boxes have no category"),
            ("""[{"image_id":70,"category_id":9,"bbox":[6,5,12],"score":1}]""", "[0].bbox: expected four numbers"),
            ("""[{"image_id":70,"category_id":9,"bbox":[6,5,12,10]}]""", "[0].score: it is missing"),
            ("[", "not valid JSON"), ("[]", "there are no results in it"), ("{\"path\":\"0.png\"}", "A row needs a column X"),
        })
        {
            var refused = Evaluate(text);
            Assert.Equal(2, refused.Code);
            Assert.Contains(why, refused.Error);
        }

        Workbench.Outcome Evaluate(string text)
        {
            File.WriteAllText(_bench["boxes"], text);
            return _bench.Run("evaluate", _bench["truth.json"], "--predictions", _bench["boxes"], "--json");
        }
    }

    /// <summary>A map that is high in the true box has its box; one that is high elsewhere has not.</summary>
    [Fact]
    public void Maps_of_others_are_measured_by_the_boxes_of_their_thresholds()
    {
        Directory.CreateDirectory(_bench["maps"]);
        Map("0.png.npy", 6, 5, 18, 15);
        Map("1.npy", 0, 0, 6, 5);
        var result = _bench.Run("evaluate", _bench["truth.csv"], "--predictions", _bench["maps"], "--split", "test", "--json");
        Assert.Equal((0, ""), (result.Code, result.Error));
        var summary = Assert.Single(result.Objects);
        Assert.Equal((2, 0.5), (summary.GetProperty("images").GetInt32(), summary.GetProperty("maxBoxAccuracy").GetDouble()));
        File.WriteAllText(_bench["maps/2.png.npy"], "no array");
        var faulty = _bench.Run("evaluate", _bench["truth.csv"], "--predictions", _bench["maps"], "--json");
        Assert.Equal(1, faulty.Code);
        Assert.StartsWith($"saliency: {_bench["maps/2.png.npy"]}: ", faulty.Error);
        Assert.Equal(2, faulty.Objects[0].GetProperty("images").GetInt32());

        void Map(string name, int left, int top, int right, int bottom)
        {
            using var file = new BinaryWriter(File.Create(_bench[$"maps/{name}"]));
            var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (20, 24), }".PadRight(117) + "\n";
            file.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]);
            file.Write((ushort)header.Length);
            file.Write(System.Text.Encoding.ASCII.GetBytes(header));
            for (var y = 0; y < 20; y++)
                for (var x = 0; x < 24; x++)
                    file.Write(x >= left && x < right && y >= top && y < bottom ? 1f : 0f);
        }
    }

    [Fact]
    public void Predictions_need_no_network_and_take_no_share()
    {
        File.WriteAllText(_bench["boxes.csv"], "");
        foreach (var (option, value) in new[] { ("--report", "x.html"), ("--shard", "1/2"), ("--randomize", "1") })
            Assert.Contains($"{option} and --predictions exclude each other", _bench.Run("evaluate", _bench["truth.csv"],
                "--predictions", _bench["boxes.csv"], option, value).Error);
    }

    [Fact]
    public void Images_come_from_the_given_folder_and_a_missing_one_is_left_out()
    {
        _bench.Image("elsewhere/0.png");
        var result = _bench.Run("evaluate", _bench["truth.csv"], "-n", _bench.Network, "--split", "test",
            "--images", _bench["elsewhere"]);
        Assert.Equal(1, result.Code);
        Assert.StartsWith($"saliency: {_bench["elsewhere/1.png"]}: ", result.Error);
        Assert.StartsWith($"{Made}, split test, images 1", result.Lines[0]);
    }

    [Theory]
    [InlineData("0.png,7,6,5,12,10,test", "0 to 5")]
    [InlineData("0.png,x,6,5,12,10,test", "line 2")]
    public void Bad_ground_truth_is_refused(string rows, string what)
    {
        Truth("bad.csv", rows);
        var result = _bench.Run("evaluate", _bench["bad.csv"], "-n", _bench.Network);
        Assert.Equal((2, ""), (result.Code, result.Out));
        Assert.Contains(what, result.Error);
    }

    [Fact]
    public void An_image_of_several_classes_is_right_with_any_of_them()
    {
        // The network says 0; the boxes of the other classes are where nobody would find them.
        Truth("mixed.csv", "0.png,0,6,5,12,10,test", "0.png,1,0,0,1,1,test", "0.png,5,0,0,1,1,test");
        var result = _bench.Run("evaluate", _bench["mixed.csv"], "-n", _bench.Network, "--preset", "paper", "--json");
        Assert.Equal([0, 1, 5], result.Objects[..3].Select(line => line.GetProperty("classIndex").GetInt32()));
        var alone = _bench.Run("evaluate", _bench["truth.csv"], "-n", _bench.Network, "--preset", "paper", "--json").Objects[0];
        Assert.Equal(alone.ToString(), result.Objects[0].ToString());
        Assert.True(alone.GetProperty("intersectionOverUnion").GetDouble() >= 0.5);
        var summary = result.Objects[3];
        Assert.Equal((1, 3), (summary.GetProperty("images").GetInt32(), summary.GetProperty("trueClasses").GetInt32()));
        Assert.Equal((0, 0), (summary.GetProperty("top1ClassificationError").GetDouble(),
            summary.GetProperty("top1LocalizationError").GetDouble()));
        Assert.Equal(2 / 3.0, summary.GetProperty("trueClassLocalizationError").GetDouble());
        Assert.Equal(
            result.Objects[..3].Average(line => line.GetProperty("intersectionOverUnion").GetDouble()),
            summary.GetProperty("meanIntersectionOverUnion").GetDouble(), 12);
        Assert.Equal(result.Objects[..3].Count(line => line.GetProperty("pointingHit").GetBoolean()),
            summary.GetProperty("pointingHits").GetInt32());
    }

    [Fact]
    public void The_summary_has_intervals_maps_and_what_was_not_judged()
    {
        _bench.Image("unknown.png");
        var summary = _bench.Run("evaluate", _bench["truth.csv"], "-n", _bench.Network, "--json", "--split",
            "test", "--details").Objects[^1];
        Assert.Equal((1, 0, 0), (
            summary.GetProperty("picturesWithoutTruth").GetInt32(), summary.GetProperty("picturesWithoutResults").GetInt32(),
            summary.GetProperty("unmatchedClasses").GetArrayLength()));
        var interval = summary.GetProperty("intervals").GetProperty("meanIntersectionOverUnion");
        Assert.InRange(summary.GetProperty("meanIntersectionOverUnion").GetDouble(), interval.GetProperty("lower").GetDouble(),
            interval.GetProperty("upper").GetDouble());
        Assert.Contains(summary.GetProperty("maxBoxAccuracy").GetDouble(), new[] { 0, 0.5, 1 });
        Assert.Equal("Gradient", summary.GetProperty("method").GetString());
        Assert.Equal([0, 5],
            summary.GetProperty("classes").EnumerateArray().Select(one => one.GetProperty("classIndex").GetInt32()));
        Assert.Equal(1, summary.GetProperty("classes")[0].GetProperty("images").GetInt32());
    }

    [Fact]
    public void Details_name_classes_and_images()
    {
        var result = _bench.Run("evaluate", _bench["truth.csv"], "-n", _bench.Network, "--details", "--resamples", "0");
        Assert.Contains(result.Lines, line => line.EndsWith("  0 red thing"));
        Assert.Contains(result.Lines, line => line.Contains("5 plain, ") && line.EndsWith("1.png"));
        Assert.DoesNotContain(result.Lines[..8], line => line.Contains('…'));
    }

    [Fact]
    public void Truth_may_name_classes_by_label_and_those_that_the_network_lacks_are_told()
    {
        File.WriteAllText(_bench["voc.xml"], """
            <annotation><filename>0</filename>
              <object><name>Red thing</name><bndbox><xmin>7</xmin><ymin>6</ymin><xmax>18</xmax><ymax>15</ymax></bndbox></object>
              <object>
            <name>unicorn</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox>
            </object></annotation>
            """);
        var result = _bench.Run("evaluate", _bench["voc.xml"], "-n", _bench.Network, "--json");
        Assert.Equal((0, ""), (result.Code, result.Error));
        var alone = _bench.Run("evaluate", _bench["truth.csv"], "-n", _bench.Network, "--json").Objects[0];
        Assert.Equal(alone.ToString(), result.Objects[0].ToString());
        Assert.Equal("unicorn", result.Objects[1].GetProperty("unmatchedClasses")[0].GetString());
        Assert.Equal(1, result.Objects[1].GetProperty("trueClasses").GetInt32());

        File.WriteAllText(_bench["none.csv"], "path,label,x,y,width,height\n0.png,unicorn,1,1,2,2");
        var refused = _bench.Run("evaluate", _bench["none.csv"], "-n", _bench.Network);
        Assert.Equal(2, refused.Code);
        Assert.Contains("unicorn", refused.Error);
    }

    [Theory]
    [InlineData("report.png")]
    [InlineData("report.html")]
    public void Reports_show_true_and_found_boxes(string name)
    {
        var result = _bench.Run("evaluate", _bench["truth.csv"], "-n", _bench.Network, "--report", _bench[name]);
        Assert.Equal((0, ""), (result.Code, result.Error));
        if (name.EndsWith("html"))
        {
            var page = File.ReadAllText(_bench[name]);
            Assert.Equal(3, page.Split("<tr>").Length - 2);
            Assert.Contains("True and found boxes", page);
            return;
        }

        var sheet = ImageDecoder.Read(_bench[name]);
        Assert.Equal((3 * 244 + 4, 188), (sheet.Width, sheet.Height));
        // These images are smaller than a cell, so the colors of the borders are smoothed.
        Assert.True(Count(channel: 1, least: 190, others: 130) > 100, "no true boxes");
        Assert.True(Count(channel: 0, least: 230, others: 90) > 100, "no found boxes");

        int Count(int channel, int least, int others) => Enumerable.Range(0, sheet.Width * sheet.Height).Count(i =>
            Enumerable.Range(0, 3).All(c => c == channel ? sheet.Pixels[3 * i + c] >= least : sheet.Pixels[3 * i + c] <= others));
    }

    [Fact]
    public void Boxes_of_the_image_as_it_is_stored_are_turned_with_it()
    {
        // A square left of the middle, stored lying on its side: EXIF orientation 6 shows it upright.
        var stored = ImageDecoder.Read(_bench.Image("a.png", width: 40, height: 24)).Orient(8);
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*\0\0\0\b\0\u0001"u8, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
        ];
        var jpeg = ImageEncoder.Encode(stored, ImageFormat.Jpeg, 95);
        File.WriteAllBytes(_bench["turned.jpg"], [.. jpeg[..2], .. exif, .. jpeg[2..]]);

        var upright = Evaluate(40, 24, "[2, 3, 20, 10]");
        var raw = Evaluate(24, 40, "[3, 18, 10, 20]");
        Assert.InRange(Overlap(upright), 0.1, 0.9);
        Assert.Equal(Overlap(upright), Overlap(raw));

        var other = Evaluate(100, 100, "[0, 0, 20, 24]");
        Assert.Equal(1, other.Code);
        Assert.Contains("turned.jpg: ", other.Error);
        Assert.Contains("image size: the ground truth is of an image of 100×100 pixels; this one has 40×24", other.Error);
        Assert.Equal(0, other.Objects[^1].GetProperty("images").GetInt32());

        double Overlap(Workbench.Outcome result)
        {
            Assert.Equal((0, ""), (result.Code, result.Error));
            return result.Objects[^1].GetProperty("meanIntersectionOverUnion").GetDouble();
        }

        Workbench.Outcome Evaluate(int width, int height, string box)
        {
            File.WriteAllText(_bench["truth.json"], $$"""
                {"images": [{"id": 1, "file_name": "turned.jpg", "width": {{width}}, "height": {{height}}}],
                 "categories": [{"id": 1, "name": "0"}],
                 "annotations": [{"image_id": 1, "category_id": 1, "bbox": {{box}}}]}
                """);
            return _bench.Run("evaluate", _bench["truth.json"], "-n", _bench.Network, "--json");
        }
    }

    [Fact]
    public void Boxes_with_nothing_in_them_are_counted()
    {
        Truth("empty.csv", "0.png,0,6,5,12,10,test", "0.png,0,6,5,0,10,test");
        var result = _bench.Run("evaluate", _bench["empty.csv"], "-n", _bench.Network, "--json");
        Assert.Equal((0, 1), (result.Code, result.Objects[^1].GetProperty("emptyTrueBoxes").GetInt32()));
        Assert.Contains("boxes of the ground truth with nothing in them: 1",
            _bench.Run("evaluate", _bench["empty.csv"], "-n", _bench.Network).Out);
    }

    private void Truth(string name, params string[] rows) =>
        File.WriteAllLines(_bench[name], ["path,classIndex,x,y,width,height,split", .. rows]);
}
