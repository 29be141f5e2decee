using System.Globalization;
using System.Security;
using System.Text;
using System.Text.Json;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Tests.Imaging;
using SaliencyPS.Tests.Imaging.Differential;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.Differential;

/// <summary>Our readers of true boxes beside a plain one in Python, read_truth.py, on random files of every form.</summary>
[Trait("Speed", "Slow")]
public sealed class TruthDifferentialTests : IDisposable
{
    private const int Side = 40;

    private static readonly string[] Words = ["cat", "sea lion", "café", "\"quoted\"", "a,b", "<&>", "n01440764", "椅子"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saliency-truth-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_box_and_mask_is_that_of_a_plain_reading()
    {
        var trials = OutsideTool.Trials;
        OutsideTool.Require("python3", "python3");
        string[] files = [.. Enumerable.Range(0, trials).Select(trial => Write(new Random(trial), trial))];
        var script = Path.Combine(
            Fixtures.Root, "tests", "SaliencyPS.Engine.Tests", "Evaluation", "Differential", "read_truth.py");
        var read = Encoding.UTF8.GetString(OutsideTool.Run(
            "python3", Encoding.UTF8.GetBytes(string.Join('\n', files) + "\n"), "-X", "utf8", script));
        var at = 0;
        foreach (var (trial, file) in files.Index())
        {
            var ours = string.Concat(GroundTruthFile.Read(file).Boxes.Select(Line)) + "\n";
            Assert.True(read.AsSpan(at).StartsWith(ours), $"Trial {trial}, {file}:\n{File.ReadAllText(file)}\nours:\n{ours}");
            at += ours.Length;
        }

        Assert.Equal(read.Length, at);
    }

    private static string Line(GroundTruthBox box) => string.Create(CultureInfo.InvariantCulture,
        $"{box.Path}\t{box.ClassName}\t{box.X:F6}\t{box.Y:F6}\t{box.Width:F6}\t{box.Height:F6}\t{Pixels(box.Mask)}\n");

    private static int Pixels(GroundTruthMask? mask)
    {
        if (mask is null) return -1;
        var (rows, count) = (Enumerable.Range(0, Side).ToArray(), 0);
        for (var x = 0; x < Side; x++)
        {
            var inside = new bool[Side];
            mask.Mark(x, rows, inside);
            count += inside.Count(one => one);
        }

        return count;
    }

    private string Write(Random random, int trial)
    {
        var (name, content) = random.Next(4) switch
        {
            0 => ("csv", Csv(random)),
            1 => ("csv", Solution(random)),
            2 => ("xml", Voc(random)),
            _ => ("json", Coco(random)),
        };
        var path = Path.Combine(_folder.FullName, $"{trial}.{name}");
        File.WriteAllText(path, content);
        return path;
    }

    private static string Coco(Random random)
    {
        object? Mask(int kind) => kind switch
        {
            0 => Enumerable.Range(0, random.Next(1, 4)).Select(_ => Enumerable.Range(0, 2 * random.Next(3, 9))
                .Select(_ => Math.Round(random.NextDouble() * 60 - 10, random.Next(4))).ToArray()).ToArray(),
            1 => new { size = new[] { Side, Side }, counts = Runs(random) },
            2 => new { size = new[] { Side, Side }, counts = Pack(Runs(random)) },
            _ => Array.Empty<int>(),
        };
        object[] crowds = [0, 0, 0, 1, true, false, "0", "1"];
        return JsonSerializer.Serialize(new
        {
            images = Enumerable.Range(1, 3).Select(id => new { id, file_name = $"{id}.jpg", width = Side, height = Side }),
            categories = Words.Index().Select(word => new { id = word.Index, name = word.Item }),
            annotations = Enumerable.Range(0, random.Next(6)).Select(id => new
            {
                id, image_id = random.Next(1, 4), category_id = random.Next(Words.Length),
                bbox = new[] { Number(random), Number(random), Number(random), Number(random) },
                iscrowd = crowds[random.Next(crowds.Length)], segmentation = Mask(random.Next(4)),
            }),
        });
    }

    private static int[] Runs(Random random)
    {
        var (runs, left) = (new List<int>(), Side * Side);
        while (left > 0)
        {
            var run = random.Next(Math.Min(left, 300) + 1);
            runs.Add(run);
            left -= run;
        }

        return [.. runs];
    }

    // As COCO's maskApi packs them.
    private static string Pack(int[] runs)
    {
        var text = new StringBuilder();
        for (var i = 0; i < runs.Length; i++)
        {
            long value = runs[i] - (i > 2 ? runs[i - 2] : 0);
            bool more;
            do
            {
                var bits = value & 31;
                value >>= 5;
                more = (bits & 16) != 0 ? value != -1 : value != 0;
                text.Append((char)(48 + (more ? bits | 32 : bits)));
            }
            while (more);
        }

        return text.ToString();
    }

    private static string Voc(Random random)
    {
        var objects = Enumerable.Range(0, random.Next(5)).Select(_ =>
        {
            var (x, y) = (random.Next(1, 50), random.Next(1, 50));
            var name = SecurityElement.Escape(Words[random.Next(Words.Length)]);
            return $"<object><name> {name} </name><difficult>1</difficult><bndbox><ymax>{y - 1 + random.Next(9)}</ymax>"
                + $"<xmin>{x}</xmin><xmax>{x - 1 + random.Next(9)}</xmax><ymin>{y}</ymin></bndbox><!-- --></object>";
        });
        return $"<annotation{(random.Next(2) == 0 ? " xmlns='http://example.org/voc'" : "")}><filename>a.jpg</filename>"
            + $"<source><database>{(random.Next(2) == 0 ? "ILSVRC_2012" : "VOC")}</database></source>"
            + $"{string.Concat(objects)}</annotation>";
    }

    private static string Csv(Random random)
    {
        var text = new StringBuilder("height,label,x,path,y,width,more\n");
        for (var count = random.Next(6); count > 0; count--)
        {
            text.Append($"{Text(random)},{Quote(Words[random.Next(Words.Length)])},{Text(random)},\"a b.jpg\",{Text(random)},");
            text.Append($"{Text(random)},{Quote("two\r\nlines")}{(random.Next(2) == 0 ? "\r\n" : "\n")}");
        }

        return text.ToString();
    }

    private static string Solution(Random random)
    {
        var text = new StringBuilder("ImageId,PredictionString\n");
        for (var image = random.Next(4); image > 0; image--)
        {
            text.Append($"val_{image},");
            for (var count = random.Next(1, 4); count > 0; count--)
            {
                var (x, y) = (random.Next(50), random.Next(50));
                text.Append($"n01440764 {x} {y} {x + random.Next(9)} {y + random.Next(9)} ");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static double Number(Random random) => random.Next(6) == 0 ? 0 : Math.Round(random.NextDouble() * 50, random.Next(5));

    private static string Text(Random random) => Number(random).ToString(CultureInfo.InvariantCulture);

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"")}\"";
}
