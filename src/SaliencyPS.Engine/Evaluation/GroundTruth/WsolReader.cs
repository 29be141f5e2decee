using System.Globalization;

namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>
/// Reads the metadata of wsolevaluation (Choe et al. 2020), a folder of text files without header: image_ids.txt
/// (id), class_labels.txt (id,class index), localization.txt (id,x0,y0,x1,y1; whole pixels from 0, both corners
/// within the box). Ids are paths of images.
/// </summary>
internal static class WsolReader
{
    /// <summary>Names of the files.</summary>
    public const string Images = "image_ids.txt", Labels = "class_labels.txt", Locations = "localization.txt";

    /// <summary>Reads the three files of a folder.</summary>
    /// <exception cref="IOException">One is missing or cannot be read.</exception>
    /// <exception cref="GroundTruthException">A line is not as described, or speaks of an image
    /// that the others do not know.</exception>
    public static GroundTruthSet Read(string folder)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, fields) in Rows(folder, Images, 1)) ids.Add(fields[0]);
        var classes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (fault, fields) in Rows(folder, Labels, 2))
        {
            if (!int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                throw fault($"expected a whole number from 0, found '{fields[1]}'.");
            if (!classes.TryAdd(fields[0], index)) throw fault($"'{fields[0]}' has a class already.");
        }

        var boxes = new List<GroundTruthBox>();
        foreach (var (fault, fields) in Rows(folder, Locations, 5))
        {
            if (!ids.Contains(fields[0])) throw fault($"{Images} has no '{fields[0]}'.");
            if (!classes.TryGetValue(fields[0], out var index)) throw fault($"{Labels} has no '{fields[0]}'.");
            var corners = new double[4];
            for (var i = 0; i < 4; i++)
                if (!CsvTable.TryNumber(fields[i + 1], out corners[i]))
                    throw fault($"expected a finite number, found '{fields[i + 1]}'.");
            if (corners[2] < corners[0] - 1 || corners[3] < corners[1] - 1) throw fault("expected x0 ≤ x1 and y0 ≤ y1.");
            boxes.Add(new GroundTruthBox(fields[0], index, corners[0], corners[1], corners[2] - corners[0] + 1,
                corners[3] - corners[1] + 1));
        }

        return new GroundTruthSet(boxes, ids.Except(boxes.Select(box => box.Path)));
    }

    private static IEnumerable<(Func<string, GroundTruthException> Fault, List<string> Fields)> Rows(
        string folder, string name, int count)
    {
        var file = Path.Combine(folder, name);
        using var reader = new StreamReader(GroundTruthFile.Open(file));
        var csv = new CsvReader(reader, file);
        while (csv.Next() is { } fields)
        {
            GroundTruthException Fault(string what) => new(file, csv.Line, null, what);
            if (fields.Count != count || fields[0].Length == 0)
            {
                var masks = name == Locations && fields.Count == 3 ? "; masks are not read from here, COCO JSON has them" : "";
                throw Fault($"expected {count} fields, an id first, found {fields.Count}{masks}.");
            }

            yield return (Fault, fields);
        }
    }
}
