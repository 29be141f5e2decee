using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace SaliencyPS.Cli.Tests;

/// <summary>The results of all shards as one list.</summary>
public sealed class MergeTests : IDisposable
{
    private readonly Workbench _bench = new();

    public MergeTests()
    {
        foreach (var i in Enumerable.Range(0, 24)) _bench.Image($"photos/{(char)('a' + i % 3)}/{i}.png", 24 + i, channel: i % 3);
        _bench.Image("photos/größe.png");
        File.WriteAllText(_bench["photos/bad.png"], "no image");
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Shards_make_the_list_that_one_machine_makes()
    {
        Run("one");
        var one = _bench.Run("merge", _bench["one"]);
        Assert.Equal(0, one.Code);
        Assert.Contains("1 of 26 images failed", one.Error);
        Assert.Equal(26, one.Lines.Length);
        var paths = one.Objects.Select(row => row.GetProperty("path").GetString()!).ToArray();
        Assert.Equal(paths.OrderBy(path => Convert.ToHexString(Encoding.UTF8.GetBytes(path)), StringComparer.Ordinal), paths);
        Assert.StartsWith("Not a JPEG", one.Objects[Array.IndexOf(paths, "bad.png")].GetProperty("error").GetString());

        foreach (var n in (int[])[3, 1, 4, 2]) Run("four", "--shard", $"{n}/4");
        Assert.Equal(one.Out, _bench.Run("merge", _bench["four"]).Out);
        Assert.Equal(0, _bench.Run("merge", _bench["four"], "--out", _bench["list.jsonl"]).Code);
        Assert.Equal(one.Out, File.ReadAllText(_bench["list.jsonl"]));
        foreach (var n in Enumerable.Range(1, 40)) Run("many", "--shard", $"{n}/40"); // some of them empty
        Assert.Equal(one.Out, _bench.Run("merge", _bench["many"]).Out);
    }

    [Fact]
    public void A_list_is_not_written_over_what_it_is_made_of()
    {
        Run("one");
        foreach (var name in (string[])["part-00001-of-00001.jsonl", "part-00001-of-00001.json"])
        {
            var before = File.ReadAllBytes(_bench[$"one/{name}"]);
            Assert.Equal(2, _bench.Run("merge", _bench["one"], "--out", _bench[$"one/{name}"]).Code);
            Assert.Equal(before, File.ReadAllBytes(_bench[$"one/{name}"]));
        }
    }

    [Fact]
    public void Two_images_of_one_number_are_no_list_of_COCO()
    {
        _bench.Image("photos/b/00.png");
        Run("one");
        var refused = _bench.Run("merge", _bench["one"], "--format", "coco", "--out", _bench["coco.json"]);
        Assert.Equal(1, refused.Code);
        Assert.Contains("'a/0.png' and 'b/00.png' would both be image 0", refused.Error);
        Assert.False(File.Exists(_bench["coco.json"]));
    }

    /// <summary>With a manifest that fits: it is the row itself that is looked at, in every form.</summary>
    [Theory]
    [InlineData("\"x\":", "\"xx\":", "has no 'x'.")]
    [InlineData("\"x\":", "\"x\":-1,\"xx\":", "has a 'x' that is not a whole number of at least 0.")]
    [InlineData("\"x\":", "\"x\":null,\"xx\":", "has a 'x' that is not")]
    [InlineData("\"x\":", "\"x\":1.5,\"xx\":", "has a 'x' that is not")]
    [InlineData("\"x\":", "\"x\":99999999999,\"xx\":", "has a 'x' that is not")]
    [InlineData("\"x\":", "\"x\":1,\"x\":", "has the name 'x' twice")]
    [InlineData("\"x\":", "\"\":1,\"x\":", "has the name '' twice, or one that is empty.")]
    [InlineData("\"score\":", "\"score\":1e999,\"s\":", "has a 'score' that is not a finite number.")]
    [InlineData("\"score\":", "\"score\":\"NaN\",\"s\":", "has a 'score' that is not a finite number.")]
    [InlineData("\"label\":", "\"label\":null,\"l\":", "has a 'label' that is not a text.")]
    [InlineData("\"label\":", "\"label\":\"\\ud800\",\"l\":", "has a text that is not Unicode.")]
    [InlineData("\"rows\":[{\"path\":\"", "\"rows\":[{\"path\":\"x", "is of another image than its line.")]
    public void A_row_that_is_none_is_an_error_of_its_file_and_line(string was, string becomes, string why)
    {
        Run("one");
        var line = Forge(was, becomes);
        foreach (var format in (string[])["jsonlines", "csv", "coco"])
        {
            var refused = _bench.Run("merge", _bench["one"], "--format", format, "--out", _bench["list"]);
            Assert.Equal(1, refused.Code);
            Assert.Contains($"part-00001-of-00001.jsonl', line {line}: its result 1 {why}", refused.Error);
            Assert.Contains("--array=1", refused.Error);
            Assert.False(File.Exists(_bench["list"]));
        }
    }

    [Theory]
    [InlineData("\"rows\":[{", "\"rows\":[1,{")]
    [InlineData("\"rows\":", "\"rows\":null,\"r\":")]
    [InlineData("\"rows\":[", "\"error\":\"\\ud800\",\"rows\":[")]
    [InlineData("\"size\":", "\"size\":1e99,\"s\":")]
    [InlineData("\"path\":", "\"path\":null,\"p\":")]
    public void A_line_that_is_none_is_an_error_of_its_file(string was, string becomes)
    {
        Run("one");
        var line = Forge(was, becomes);
        Refuse($"part-00001-of-00001.jsonl' is not as its run left it: line {line} is damaged. --array=1", _bench["one"]);
    }

    [Theory]
    [InlineData("\"own\":", "\"oww\":", "is damaged: It has no 'own'.")]
    [InlineData("\"failed\":1", "\"failed\":\"x\"", "is damaged: '$.failed' is not of the kind that it must be.")]
    [InlineData("\"failed\":1", "\"failed\":NaN", "is damaged: A number or null is expected; JSON has no NaN and no Infinity.")]
    [InlineData("\"images\":26", "\"images\":99999999999999999999", "is damaged: '$.all.images' is not of the kind")]
    [InlineData("\"images\":26", "\"images\":-26", "the images of all shards together are not")]
    [InlineData("\"schema\":1", "\"schema\":2", "The results are in form 2, and this version reads 1.")]
    [InlineData("\"command\":\"box\"", "\"command\":\"x\"", "There are no results of 'x'.")]
    [InlineData("{", "null{", "is damaged: ")]
    public void A_manifest_that_is_none_is_an_error_of_its_file(string was, string becomes, string why)
    {
        Run("one");
        var manifest = _bench["one/part-00001-of-00001.json"];
        File.WriteAllText(manifest, Change(File.ReadAllText(manifest), was, becomes));
        var refused = _bench.Run("merge", _bench["one"], "--format", "csv");
        Assert.InRange(refused.Code, 1, 2);
        Assert.Contains(why, refused.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("SaliencyPS", refused.Error);
        Assert.DoesNotContain("LineNumber", refused.Error);
    }

    [Theory]
    [InlineData("part-00000-of-00000.jsonl", 0)]
    [InlineData("part-00002-of-00001.jsonl", 0)]
    [InlineData("part-00001-of-100000000.jsonl", 0)]
    [InlineData("a manifest", 1)]
    public void Files_that_are_no_results_are_passed_over_or_told(string foreign, int code)
    {
        Run("one");
        var manifest = _bench["one/part-00001-of-00001.json"];
        if (code == 0) File.WriteAllText(_bench[$"one/{foreign}"], "");
        else File.WriteAllText(manifest, Regex.Replace(File.ReadAllText(manifest), "(\"fingerprint\": ?\")", "$1z"));
        var merged = _bench.Run("merge", _bench["one"]);
        Assert.Equal(code, merged.Code);
        Assert.Equal(code == 1, merged.Error.Contains("is damaged"));
    }

    [Fact]
    public void What_was_torn_changed_tried_again_and_taken_out_leaves_the_same_list()
    {
        File.Delete(_bench["photos/bad.png"]);
        _bench.Image("photos/bad.png");
        Run("one");
        var expected = _bench.Run("merge", _bench["one"]).Out;
        File.WriteAllText(_bench["photos/bad.png"], "no image");
        _bench.Image("photos/gone.png");
        _bench.Image("photos/a/0.png", 99);
        Run("two", "--shard", "1/2");
        Run("two", "--shard", "2/2");
        File.Delete(_bench["photos/bad.png"]);
        File.Delete(_bench["photos/gone.png"]);
        _bench.Image("photos/bad.png");
        _bench.Image("photos/a/0.png", 24);
        foreach (var n in (int[])[1, 2])
        {
            var part = _bench[$"two/part-0000{n}-of-00002.jsonl"];
            using (var stream = new FileStream(part, FileMode.Open)) stream.SetLength(stream.Length * 2 / 3);
            Run("two", "--shard", $"{n}/2", "--resume", "--retry-failed");
        }

        Assert.Equal(expected, _bench.Run("merge", _bench["two"]).Out);
    }

    [Fact]
    public void Missing_shards_are_named_as_an_array()
    {
        foreach (var n in (int[])[1, 2, 3, 5, 6, 8]) Run("out", "--shard", $"{n}/9");
        Refuse("3 of 9 shards are missing, or were stopped before their end. --array=4,7,9");
        foreach (var n in (int[])[4, 7, 9]) Run("out", "--shard", $"{n}/9");
        Assert.Equal(0, _bench.Run("merge", _bench["out"]).Code);

        File.Delete(_bench["out/part-00006-of-00009.json"]);
        Refuse("--array=6");
        Run("out", "--shard", "6/9", "--resume");
        _bench.Image("photos/new.png");
        Run("out", "--shard", "2/9", "--resume");
        Refuse("Not all shards saw the same 27 images: go on with those that saw others. --array=1,3-9");
        foreach (var n in (int[])[1, 3, 4, 5, 6, 7, 8, 9]) Run("out", "--shard", $"{n}/9", "--resume");
        Assert.Equal(27, _bench.Run("merge", _bench["out"]).Lines.Length);
    }

    [Fact]
    public void What_was_changed_by_hand_is_refused()
    {
        Refuse("no results of any shard", Directory.CreateDirectory(_bench["out"]).FullName);
        foreach (var n in (int[])[1, 2]) Run("out", "--shard", $"{n}/2");
        var part = _bench["out/part-00002-of-00002.jsonl"];
        var bytes = File.ReadAllBytes(part);
        bytes[^20] ^= 1;
        File.WriteAllBytes(part, bytes);
        Refuse("is damaged. --array=2");
        File.Copy(_bench["out/part-00001-of-00002.jsonl"], part, overwrite: true);
        File.Copy(_bench["out/part-00001-of-00002.json"], _bench["out/part-00002-of-00002.json"], overwrite: true);
        Refuse("is not that of shard 2/2");
        File.Delete(part);
        File.Delete(_bench["out/part-00002-of-00002.json"]);
        Run("out", "--shard", "2/2", "--top", "2");
        Refuse("Shard 2/2 was made in another way than 1/2: classes best 1, not best 2. --array=2");
        Assert.Equal(2, _bench.Run("merge", _bench["nowhere"]).Code);
    }

    [Fact]
    public void A_table_has_the_values_of_json_and_computes_nothing()
    {
        _bench.Image("photos/=1+1, or \"2\".png");
        Run("out");
        var rows = _bench.Run("merge", _bench["out"]).Objects;
        var table = _bench.Run("merge", _bench["out"], "--format", "csv").Out.Split("\r\n",
            StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("path,rank,classIndex,label,score,probability,x,y,width,height,maskArea,", table[0]);
        Assert.EndsWith(",error", table[0]);
        Assert.Equal(rows.Length + 1, table.Length);
        Assert.StartsWith("\"'=1+1, or \"\"2\"\".png\",1,0,red thing,", table[1]);
        var good = rows[1];
        Assert.StartsWith($"{good.GetProperty("path")},1,{good.GetProperty("classIndex").GetRawText()},", table[2]);
        Assert.Contains($",{good.GetProperty("score").GetRawText()},", table[2]);
        Assert.Contains("bad.png,,,,", string.Join('\n', table));
        Assert.Equal(0, _bench.Run("merge", _bench["out"], "--out", _bench["list.csv"]).Code);
        Assert.Equal(table, File.ReadAllText(_bench["list.csv"]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(1, _bench.Run("merge", _bench["out"], "--out", _bench["list.csv"], "--no-clobber").Code);
    }

    [Fact]
    public void Coco_has_boxes_and_masks()
    {
        Run("out", "--masks");
        var rows = _bench.Run("merge", _bench["out"]).Objects.Where(row => !row.TryGetProperty("error", out _)).ToArray();
        Assert.Equal(0, _bench.Run("merge", _bench["out"], "--out", _bench["results.json"]).Code);
        var coco = JsonElement.Parse(File.ReadAllText(_bench["results.json"])).EnumerateArray().ToArray();
        Assert.Equal(rows.Length, coco.Length);
        foreach (var (row, one) in rows.Zip(coco))
        {
            var path = row.GetProperty("path").GetString()!;
            if (path == "größe.png") Assert.Equal(path, one.GetProperty("image_id").GetString());
            else Assert.Equal(int.Parse(Path.GetFileNameWithoutExtension(path)), one.GetProperty("image_id").GetInt32());
            Assert.Equal([row.GetProperty("x").GetInt32(), row.GetProperty("y").GetInt32(), row.GetProperty("width").GetInt32(),
                row.GetProperty("height").GetInt32()], one.GetProperty("bbox").EnumerateArray().Select(value =>
                    value.GetInt32()));
            Assert.Equal($"{row.GetProperty("segmentation")}", $"{one.GetProperty("segmentation")}");
            Assert.Equal(row.GetProperty("probability").GetDouble(), one.GetProperty("score").GetDouble());
        }

        Assert.Equal(1, _bench.Run("map", _bench["photos"], "-r", "-n", _bench.Network, "--results", _bench["maps"]).Code);
        var refused = _bench.Run("merge", _bench["maps"], "--format", "coco");
        Assert.Equal(2, refused.Code);
        Assert.Contains("these are the results of 'map'", refused.Error);
    }

    private void Run(string folder, params string[] more)
    {
        var run = _bench.Run(["box", _bench["photos"], "-r", "-n", _bench.Network, .. more.Contains("--top")
            ? Array.Empty<string>()
            : ["--top", "1"], "--results", _bench[folder], .. more]);
        Assert.InRange(run.Code, 0, 1); // one image fails
        Assert.DoesNotContain("Not all", run.Error);
    }

    private void Refuse(string why, string? folder = null)
    {
        var refused = _bench.Run("merge", folder ?? _bench["out"]);
        Assert.Equal((1, ""), (refused.Code, refused.Out));
        Assert.Contains(why, refused.Error);
    }

    // Changes the first line with results of the only part, and has its manifest fit.
    private int Forge(string was, string becomes)
    {
        var (part, manifest) = (_bench["one/part-00001-of-00001.jsonl"], _bench["one/part-00001-of-00001.json"]);
        var (before, lines) = (File.ReadAllBytes(part), File.ReadAllLines(part));
        var line = Array.FindIndex(lines, text => text.Contains("\"rows\":[{"));
        lines[line] = Change(lines[line], was, becomes);
        File.WriteAllText(part, string.Concat(lines.Select(text => $"{text}\n")));
        var after = File.ReadAllBytes(part);
        File.WriteAllText(manifest, File.ReadAllText(manifest)
            .Replace($"\"bytes\":{before.Length}", $"\"bytes\":{after.Length}")
            .Replace(Convert.ToHexStringLower(SHA256.HashData(before)), Convert.ToHexStringLower(SHA256.HashData(after))));
        return line + 1;
    }

    // Where it stands first, and it must stand there.
    private static string Change(string text, string was, string becomes)
    {
        var at = text.IndexOf(was, StringComparison.Ordinal);
        Assert.NotEqual(-1, at);
        return text[..at] + becomes + text[(at + was.Length)..];
    }
}
