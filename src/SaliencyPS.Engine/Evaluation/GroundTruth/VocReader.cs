using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using SaliencyPS.Imaging.Codecs;

namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>
/// Reads annotations in PASCAL VOC's XML, in any namespace: annotation/filename, size, object/name, object/bndbox with xmin,
/// ymin, xmax, ymax, both corners within the box. VOC counts pixels from 1, ILSVRC (which source/database says) from 0. Objects
/// count whether or not they are marked difficult, truncated or occluded. No document type, entity or other file is ever read.
/// </summary>
internal static class VocReader
{
    private const int MaximumCharacters = 16 << 20;

    // Annotations are four deep. A tree is built in a time that grows with the square of the depth.
    private const int MaximumDepth = 100;

    /// <summary>Reads files, each of one image.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="GroundTruthException">A file is not XML, or not as described.</exception>
    public static GroundTruthSet ReadAll(IEnumerable<string> files)
    {
        var (boxes, images) = (new List<GroundTruthBox>(), new List<string>());
        foreach (var file in files)
        {
            var (path, found) = Read(file);
            boxes.AddRange(found);
            images.Add(path);
        }

        return new GroundTruthSet(boxes, images);
    }

    private static (string Path, List<GroundTruthBox> Boxes) Read(string file)
    {
        var root = Parse(file);
        if (root.Name.LocalName != "annotation") throw Fault(file, root, $"expected annotation, found {root.Name.LocalName}.");
        var path = Child(root, "filename")?.Value.Trim() is { } name && MayBeImage(name)
            ? name : Path.GetFileNameWithoutExtension(file);
        var database = Child(root, "source") is { } source ? Child(source, "database")?.Value.Trim() : null;
        var first = database?.StartsWith("ILSVRC", StringComparison.OrdinalIgnoreCase) == true ? 0 : 1;
        var size = Child(root, "size") is { } stated && Side(stated, "width") is { } width && Side(stated, "height") is { } height
            ? (width, height) : ((int, int)?)null;
        var boxes = new List<GroundTruthBox>();
        foreach (var item in root.Elements().Where(element => element.Name.LocalName == "object"))
        {
            var className = Required(file, item, "name").Value.Trim();
            if (className.Length == 0) throw Fault(file, Child(item, "name")!, "expected a class, found nothing.");
            var box = Required(file, item, "bndbox");
            double left = Number(file, box, "xmin"), top = Number(file, box, "ymin"), right = Number(file, box, "xmax"),
                bottom = Number(file, box, "ymax");
            if (right < left - 1 || bottom < top - 1) throw Fault(file, box, "expected xmin ≤ xmax and ymin ≤ ymax.");
            boxes.Add(new GroundTruthBox(path, -1, left - first, top - first, right - left + 1, bottom - top + 1)
            {
                ClassName = className, ImageSize = size,
            });
        }

        return (path, boxes);
    }

    // Some tools write the annotation's own name there.
    private static bool MayBeImage(string name) => Path.GetExtension(name).ToLowerInvariant() is var extension
        && GroundTruthSet.FileName(name).Length > extension.Length
        && (extension.Length == 0 || ImageDecoder.Extensions.Contains(extension) || ForeignImages.Extensions.Contains(extension));

    private static XElement Parse(string file)
    {
        using var stream = GroundTruthFile.Open(file);
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaximumCharacters,
            IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = false,
        };
        try
        {
            using (var reader = Open(file, stream, settings))
            {
                while (reader.Read())
                    if (reader.Depth > MaximumDepth)
                        throw new GroundTruthException(file, ((IXmlLineInfo)reader).LineNumber, reader.LocalName,
                            $"it is more than {MaximumDepth} elements deep.", "element");
            }

            stream.Position = 0;
            using var again = Open(file, stream, settings);
            return XDocument.Load(again, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException e)
        {
            throw new GroundTruthException(file, Math.Max(1, e.LineNumber), null,
                e.Message.Contains(nameof(settings.MaxCharactersInDocument), StringComparison.Ordinal)
                    ? $"it has more than {MaximumCharacters} characters."
                    : $"it is not valid XML without a document type: {e.Message}");
        }
    }

    // An encoding of Windows, such as windows-1252 or GBK, which is not known to XmlReader, is found by its name in the XML
    // declaration, for which the bytes are those of ASCII.
    private static XmlReader Open(string file, Stream stream, XmlReaderSettings settings)
    {
        var start = new byte[256];
        var text = Encoding.ASCII.GetString(start, 0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
        stream.Position = 0;
        if (!text.StartsWith("<?xml", StringComparison.Ordinal) || text.Split("?>")[0].Split("encoding") is not [_, var rest]
            || rest.Split('"', '\'') is not [_, var name, ..])
            return XmlReader.Create(stream, settings);
        try
        {
            _ = Encoding.GetEncoding(name);
            return XmlReader.Create(stream, settings);
        }
        catch (ArgumentException)
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? throw new GroundTruthException(
                file, 1, null, $"it is said to be written in '{name}', which is no known encoding; save it as UTF-8.");
            return XmlReader.Create(new StreamReader(stream, encoding, leaveOpen: true), settings);
        }
    }

    private static XElement? Child(XElement parent, string name) =>
        parent.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    private static XElement Required(string file, XElement parent, string name) =>
        Child(parent, name) ?? throw Fault(file, parent, $"{name} is missing.");

    // Some tools leave it at 0.
    private static int? Side(XElement size, string name) =>
        int.TryParse(Child(size, name)?.Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side > 0
            ? side : null;

    private static double Number(string file, XElement parent, string name)
    {
        var element = Required(file, parent, name);
        var text = element.Value.Trim();
        return CsvTable.TryNumber(text, out var value) ? value
            : throw Fault(file, element, $"expected a finite number, found '{(text.Length > 50 ? text[..50] + "…" : text)}'.");
    }

    private static GroundTruthException Fault(string file, XElement element, string what) =>
        new(file, ((IXmlLineInfo)element).LineNumber, element.Name.LocalName, what, "element");
}
