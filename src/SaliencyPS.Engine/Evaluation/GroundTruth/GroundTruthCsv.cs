using System.Globalization;

namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>Reads ground truth from comma-separated text (RFC 4180).</summary>
internal static class GroundTruthCsv
{
    // In the order of preference: an index needs no interpretation, a WordNet id has no synonyms.
    private static readonly string[] ClassNameColumns = ["wnid", "label", "class"];

    /// <summary>
    /// Reads text whose first line names the columns, in any order: path, x, y, width, height; classIndex, wnid, label or class,
    /// of which the first that is there decides; optionally split. Others are ignored. One row per box, numbers with a decimal
    /// point, in pixels. A file with the columns ImageId and PredictionString is ILSVRC's (LOC_train_solution.csv,
    /// LOC_val_solution.csv): WordNet id and corners of each box.
    /// </summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">What errors call the file.</param>
    /// <exception cref="GroundTruthException">A column is missing or twice there, a row has another length,
    /// or a value is not valid.</exception>
    public static GroundTruthSet Read(TextReader reader, string name)
    {
        var csv = new CsvReader(reader, name);
        var header = csv.Next()
            ?? throw new GroundTruthException(name, 1, null, "the file is empty; its first line should name the columns.");
        var table = new CsvTable(name, csv, header);
        return new GroundTruthSet(table.Find("PredictionString") is { } solution
            ? Solutions(table, table.Require("ImageId"), solution)
            : Boxes(table));
    }

    private static List<GroundTruthBox> Boxes(CsvTable table)
    {
        int path = table.Require("path"), x = table.Require("x"), y = table.Require("y"), width = table.Require("width"),
            height = table.Require("height");
        var (classIndex, split) = (table.Find("classIndex"), table.Find("split"));
        var names = ClassNameColumns.Select(table.Find).OfType<int>().ToArray();
        if (classIndex is null && names.Length == 0) table.Require("classIndex");

        var boxes = new List<GroundTruthBox>();
        while (table.Next() is { } row)
        {
            if (GroundTruthSet.FileName(row[path]).Length == 0) throw table.Fault(path, "a file name", row[path]);
            var index = -1;
            if (classIndex is { } at && !int.TryParse(row[at], NumberStyles.None, CultureInfo.InvariantCulture, out index))
                throw table.Fault(at, "a whole number from 0", row[at]);
            var className = names.Select(column => row[column].Trim()).FirstOrDefault(text => text.Length > 0) ?? "";
            if (index < 0 && className.Length == 0) throw table.Fault(names[0], "a class", row[names[0]]);
            boxes.Add(new GroundTruthBox(
                row[path], index, table.Number(row, x), table.Number(row, y), table.Side(row, width), table.Side(row, height),
                split is { } s ? row[s] : "")
            {
                ClassName = className,
            });
        }

        return boxes;
    }

    // n01440764 xmin ymin xmax ymax, again and again: whole pixels from 0, both corners within the box.
    private static List<GroundTruthBox> Solutions(CsvTable table, int image, int solution)
    {
        var boxes = new List<GroundTruthBox>();
        while (table.Next() is { } row)
        {
            if (row[image].Length == 0) throw table.Fault(image, "an image id", row[image]);
            var words = row[solution].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words.Length % 5 != 0)
                throw table.Fault(solution, "a WordNet id and four numbers, or several such", row[solution]);
            for (var i = 0; i < words.Length; i += 5)
            {
                var corners = new double[4];
                for (var k = 0; k < 4; k++)
                    if (!CsvTable.TryNumber(words[i + 1 + k], out corners[k]))
                        throw table.Fault(solution, "a finite number", words[i + 1 + k]);
                if (corners[2] < corners[0] - 1 || corners[3] < corners[1] - 1)
                    throw table.Fault(solution, "corners in order", string.Join(' ', words[i..(i + 5)]));
                var (width, height) = (corners[2] - corners[0] + 1, corners[3] - corners[1] + 1);
                boxes.Add(new GroundTruthBox(row[image], -1, corners[0], corners[1], width, height) { ClassName = words[i] });
            }
        }

        return boxes;
    }
}
