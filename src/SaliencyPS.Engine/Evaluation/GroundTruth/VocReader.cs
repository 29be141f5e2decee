using System.Xml;
using System.Xml.Linq;

namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>
/// Reads annotations in PASCAL VOC's XML: annotation/filename, object/name, object/bndbox with xmin, ymin, xmax, ymax,
/// both corners within the box. VOC counts pixels from 1, ILSVRC (which source/database says) from 0. No document
/// type, entity or other file is ever read.
/// </summary>
internal static class VocReader
{
    private const int MaximumCharacters = 16 << 20;

    /// <summary>Reads files, each of one image.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="GroundTruthException">A file is not XML, or not as described.</exception>
    public static GroundTruthSet ReadAll(IEnumerable<string> files)
    {
        var (boxes, empty) = (new List<GroundTruthBox>(), new List<string>());
        foreach (var file in files)
        {
            var (path, found) = Read(file);
            boxes.AddRange(found);
            if (found.Count == 0) empty.Add(path);
        }

        return new GroundTruthSet(boxes, empty);
    }

    private static (string Path, List<GroundTruthBox> Boxes) Read(string file)
    {
        var root = Parse(file);
        if (root.Name.LocalName != "annotation") throw Fault(file, root, $"expected annotation, found {root.Name.LocalName}.");
        var path = root.Element("filename")?.Value.Trim() is { Length: > 0 } name ? name : Path.GetFileNameWithoutExtension(file);
        var first = root.Element("source")?.Element("database")?.Value.Trim()
            .StartsWith("ILSVRC", StringComparison.OrdinalIgnoreCase) == true ? 0 : 1;
        var boxes = new List<GroundTruthBox>();
        foreach (var item in root.Elements("object"))
        {
            var className = Required(file, item, "name").Value.Trim();
            if (className.Length == 0) throw Fault(file, item.Element("name")!, "expected a class, found nothing.");
            var box = Required(file, item, "bndbox");
            double left = Number(file, box, "xmin"), top = Number(file, box, "ymin"), right = Number(file, box, "xmax"),
                bottom = Number(file, box, "ymax");
            if (right < left || bottom < top) throw Fault(file, box, "expected xmin ≤ xmax and ymin ≤ ymax.");
            boxes.Add(new GroundTruthBox(path, -1, left - first, top - first, right - left + 1, bottom - top + 1)
            {
                ClassName = className,
            });
        }

        return (path, boxes);
    }

    private static XElement Parse(string file)
    {
        using var stream = GroundTruthFile.Open(file);
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaximumCharacters,
            IgnoreComments = true, IgnoreProcessingInstructions = true,
        };
        try
        {
            using var reader = XmlReader.Create(stream, settings);
            return XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException e)
        {
            throw new GroundTruthException(file, Math.Max(1, e.LineNumber), null,
                $"it is not valid XML without a document type: {e.Message}");
        }
    }

    private static XElement Required(string file, XElement parent, string name) =>
        parent.Element(name) ?? throw Fault(file, parent, $"{name} is missing.");

    private static double Number(string file, XElement parent, string name)
    {
        var element = Required(file, parent, name);
        var text = element.Value.Trim();
        return CsvTable.TryNumber(text, out var value) ? value
            : throw Fault(file, element, $"expected a finite number, found '{(text.Length > 50 ? text[..50] + "…" : text)}'.");
    }

    private static GroundTruthException Fault(string file, XElement element, string what) =>
        new(file, ((IXmlLineInfo)element).LineNumber, element.Name.LocalName, what);
}
