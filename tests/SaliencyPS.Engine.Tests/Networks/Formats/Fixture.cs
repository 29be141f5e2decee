namespace SaliencyPS.Tests.Networks.Formats;

/// <summary>The committed files of Fixtures.</summary>
internal static class Fixture
{
    public static MemoryStream Open(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "SaliencyPS.sln"))) folder = folder.Parent;
        return new MemoryStream(File.ReadAllBytes(Path.Combine(folder.FullName, "tests", "SaliencyPS.Engine.Tests", "Networks",
            "Formats", "Fixtures", name)));
    }
}
