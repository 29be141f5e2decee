using System.Text;
using SaliencyPS.Evaluation;
using SaliencyPS.Evaluation.GroundTruth;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.GroundTruth;

public sealed class GroundTruthFileTests : IDisposable
{
    private const string Voc = """
        <annotation><folder>VOC</folder><filename>000005.jpg</filename><source><database>The VOC2007 Database</database></source>
          <size><width>500</width><height>375</height><depth>3</depth></size>
          <object><name>chair</name><bndbox><xmin>263</xmin><ymin>211</ymin><xmax>324</xmax><ymax>339</ymax></bndbox>
            <part><name>leg</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></part></object>
          <object><name>dog</name><bndbox><xmax>1.5</xmax><xmin>1</xmin><ymin>1</ymin><ymax>1</ymax></bndbox></object>
        </annotation>
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saliency-truth-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void VOC_counts_pixels_from_one_and_ILSVRC_from_zero()
    {
        Assert.Equal(
            [new GroundTruthBox("000005.jpg", -1, 262, 210, 62, 129) { ClassName = "chair", ImageSize = (500, 375) },
                new("000005.jpg", -1, 0, 0, 1.5, 1) { ClassName = "dog", ImageSize = (500, 375) }],
            GroundTruthFile.Read(Write("a.xml", Voc)).Boxes);
        var zero = GroundTruthFile.Read(Write("b.xml", Voc.Replace("The VOC2007 Database", "ILSVRC_2012"))).Boxes[0];
        Assert.Equal((263, 211, 62, 129), (zero.X, zero.Y, zero.Width, zero.Height));
    }

    [Fact]
    public void A_folder_of_annotations_is_read_in_order()
    {
        Write("b.xml", Voc);
        Write("a.xml", "\n<annotation><filename> </filename></annotation>");
        Write("note.txt", "nothing");
        var truth = GroundTruthFile.Read(_folder.FullName);
        Assert.Equal(["000005.jpg", "a"], truth.Images.Select(image => image.Path));
        Assert.Equal(2, truth.Boxes.Count);
    }

    [Theory]
    [InlineData("<xmin>263</xmin>", "", 3)]
    [InlineData("<xmin>263</xmin>", "<xmin>NaN</xmin>", 3)]
    [InlineData("<xmin>263</xmin>", "<xmin>326</xmin>", 3)]
    [InlineData("<name>chair</name>", "", 3)]
    [InlineData("<name>chair</name>", "<name> </name>", 3)]
    [InlineData("annotation>", "annotations>", 1)]
    [InlineData("</annotation>", "", 6)]
    [InlineData("<annotation><folder>",
        "<!DOCTYPE annotation [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><annotation><folder>&x;", 1)]
    public void Faults_of_XML_name_file_and_line(string old, string changed, int line)
    {
        var file = Write("bad.xml", Voc.Replace(old, changed));
        var fault = Assert.Throws<GroundTruthException>(() => GroundTruthFile.Read(file));
        Assert.Equal(file, fault.File);
        Assert.InRange(fault.Line, line, line + 1);
    }

    [Theory]
    [InlineData("gb2312")]
    [InlineData("GBK")]
    [InlineData("windows-1252")]
    [InlineData("iso-8859-1")]
    [InlineData("utf-16")]
    public void XML_is_read_in_the_encoding_that_it_declares(string encoding)
    {
        var name = encoding.StartsWith("gb", StringComparison.OrdinalIgnoreCase) ? "椅子" : "café";
        var known = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        var file = Path.Combine(_folder.FullName, "a.xml");
        File.WriteAllText(file, $"<?xml version='1.0' encoding='{encoding}'?>\n" + Voc.Replace("chair", name), known);
        Assert.Equal(name, GroundTruthFile.Read(file).Boxes[0].ClassName);
    }

    [Fact]
    public void An_encoding_that_nobody_knows_is_named()
    {
        var file = Write("a.xml", "<?xml version=\"1.0\" encoding=\"x-mine\"?>" + Voc);
        Assert.Equal($"{file}, line 1: it is said to be written in 'x-mine', which is no known encoding; save it as UTF-8.",
            Assert.Throws<GroundTruthException>(() => GroundTruthFile.Read(file)).Message);
    }

    [Fact]
    public void XML_may_be_in_a_namespace()
    {
        var file = Write("a.xml", Voc.Replace("<annotation>", "<annotation xmlns=\"http://example.org/voc\">"));
        Assert.Equal(GroundTruthFile.Read(Write("b.xml", Voc)).Boxes, GroundTruthFile.Read(file).Boxes);
    }

    [Theory]
    [InlineData("000005.JPG", "000005.JPG")]
    [InlineData("sub/000005.webp", "sub/000005.webp")]
    [InlineData("000005", "000005")]
    [InlineData("000005.xml", "own")]
    [InlineData(".jpg", "own")]
    [InlineData("", "own")]
    public void A_name_that_is_no_image_s_gives_way_to_the_file_s_own(string name, string expected) => Assert.Equal(
        expected, GroundTruthFile.Read(Write("own.xml", Voc.Replace("000005.jpg", name))).Images.Single().Path);

    [Fact]
    public void Objects_count_whether_or_not_they_are_difficult() => Assert.Equal(2, GroundTruthFile.Read(
        Write("a.xml", Voc.Replace("<bndbox>", "<difficult>1</difficult><truncated>1</truncated><bndbox>"))).Boxes.Count);

    [Fact]
    public void XML_too_deep_is_refused_before_a_tree_is_built()
    {
        var deep = Voc.Replace("<folder>", string.Concat(Enumerable.Repeat("<a>", 100)) + "<b/>"
            + string.Concat(Enumerable.Repeat("</a>", 100)) + "<folder>");
        Assert.Contains("element b: it is more than 100 elements deep.",
            Assert.Throws<GroundTruthException>(() => GroundTruthFile.Read(Write("a.xml", deep))).Message);
        Assert.Equal(2, GroundTruthFile.Read(Write("b.xml", deep.Replace("<b/>", ""))).Boxes.Count);
    }

    [Theory]
    [InlineData("a.xml", "<annotation><object><name>cat</name><bndbox><xmin>5</xmin><ymin>1</ymin><xmax>4</xmax><ymax>9</ymax>"
        + "</bndbox></object></annotation>")]
    [InlineData("a.csv", "path,classIndex,x,y,width,height\na,7,0,0,0,1")]
    [InlineData("LOC_val_solution.csv", "ImageId,PredictionString\na,n01440764 5 1 4 9")]
    public void A_box_with_nothing_in_it_is_left_out_and_counted(string name, string content)
    {
        var truth = GroundTruthFile.Read(Write(name, content));
        Assert.Equal((0, 1, "a"), (truth.Boxes.Count, truth.EmptyBoxes.Count, truth.Images.Single().Path));
    }

    [Fact]
    public void The_text_files_of_wsolevaluation_are_read()
    {
        Write("image_ids.txt", "val/a.JPEG\nval/b.JPEG\n");
        Write("class_labels.txt", "val/a.JPEG,65\nval/b.JPEG,0\n");
        Write("localization.txt", "val/a.JPEG,111,108,441,193\nval/a.JPEG,0,0,0,0\n");
        var truth = GroundTruthFile.Read(_folder.FullName);
        Assert.Equal([new("val/a.JPEG", 65, 111, 108, 331, 86), new GroundTruthBox("val/a.JPEG", 65, 0, 0, 1, 1)], truth.Boxes);
        Assert.Equal(2, truth.For("a.jpg").Count());
        Assert.Empty(truth.For("b.jpg"));
    }

    [Theory]
    [InlineData("class_labels.txt", "a,x", 1)]
    [InlineData("class_labels.txt", "a,1\na,2", 2)]
    [InlineData("class_labels.txt", "a", 1)]
    [InlineData("class_labels.txt", "b,1", 1, "localization.txt")]
    [InlineData("localization.txt", "a,1,2,3,4\nb,1,2,3,4", 2)]
    [InlineData("localization.txt", "a,1,2,3", 1)]
    [InlineData("localization.txt", "a,3,2,1,4", 1)]
    [InlineData("localization.txt", "a,1,2,3,1e999", 1)]
    [InlineData("localization.txt", "a,masks/a.png,", 1)]
    public void Faults_of_text_files_name_file_and_line(string name, string content, int line, string? named = null)
    {
        Write("image_ids.txt", "a");
        Write("class_labels.txt", "a,1");
        Write("localization.txt", "a,1,2,3,4");
        Write(name, content);
        var fault = Assert.Throws<GroundTruthException>(() => GroundTruthFile.Read(_folder.FullName));
        Assert.Equal((Path.Combine(_folder.FullName, named ?? name), line), (fault.File, fault.Line));
    }

    [Fact]
    public void Each_form_is_recognised()
    {
        var json = Write("a", "\n {\"images\": [{\"id\": 1, \"file_name\": \"x\"}], \"categories\": [], \"annotations\": []}");
        Assert.Equal("x", GroundTruthFile.Read(json).Images.Single().Path);
        var csv = Write("b", "path,classIndex,x,y,width,height\na,7,0,0,1,1");
        Assert.Equal(7, GroundTruthFile.Read(csv).Boxes.Single().ClassIndex);
        Assert.Equal(2, GroundTruthFile.Read(Write("c", "\uFEFF" + Voc)).Boxes.Count);
        var empty = _folder.CreateSubdirectory("empty").FullName;
        Assert.Equal("folder", Assert.Throws<GroundTruthException>(() => GroundTruthFile.Read(empty)).Column);
        Assert.ThrowsAny<IOException>(() => GroundTruthFile.Read(Path.Combine(empty, "gone")));
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
