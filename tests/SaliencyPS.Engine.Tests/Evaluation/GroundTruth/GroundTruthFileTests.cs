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
            [new GroundTruthBox("000005.jpg", -1, 262, 210, 62, 129) { ClassName = "chair" },
                new("000005.jpg", -1, 0, 0, 1.5, 1) { ClassName = "dog" }],
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
    [InlineData("<xmin>263</xmin>", "<xmin>325</xmin>", 3)]
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
