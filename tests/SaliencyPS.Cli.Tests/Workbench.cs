using System.Text.Json;
using SaliencyPS.Adapters;
using SaliencyPS.Cli.Output;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Cli.Tests;

/// <summary>A folder with a network and images, and the program to run in it.</summary>
public sealed class Workbench : IDisposable
{
    // No test sees the default network, codecs and libraries of whoever runs it.
    static Workbench()
    {
        Environment.SetEnvironmentVariable(NetworkStore.NetworkVariable, null);
        Environment.SetEnvironmentVariable(OptionalCodecs.Variable, null);
        var nowhere = Path.Combine(Path.GetTempPath(), "saliencyps-no-engines");
        Environment.SetEnvironmentVariable(AdapterStore.FolderVariable, nowhere);
    }

    public Workbench()
    {
        Folder = Directory.CreateTempSubdirectory("saliency-tests-").FullName;
        TinyNetwork.Write(Network);
    }

    public string Folder { get; }

    public string Network => At("tiny.onnx");

    public string this[string name] => At(name);

    /// <summary>Writes an image: a square of one color on grey noise.</summary>
    public string Image(string name, int width = 24, int height = 20, int channel = 0)
    {
        var path = At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var image = new RgbImage(width, height);
        var random = new Random(channel);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var inside = x >= width / 4 && x < width * 3 / 4 && y >= height / 4 && y < height * 3 / 4;
                for (var c = 0; c < 3; c++)
                    image[x, y][c] = (byte)(inside ? (c == channel ? 230 : 20) + random.Next(20) : 90 + random.Next(40));
            }

        File.WriteAllBytes(path, ImageEncoder.Encode(image, ImageFormat.Png));
        return path;
    }

    public Outcome Run(params string[] args) => RunWith(new StringWriter(), "", default, args);

    public Outcome RunWith(StringWriter output, string input, CancellationToken token, params string[] args) =>
        RunWith(output, new StringWriter(), input, token, args);

    public Outcome RunWith(StringWriter output, StringWriter error, string input, CancellationToken token, params string[] args)
    {
        var code = SaliencyProgram.Run(args, new Session
        {
            In = new StringReader(input),
            Out = output,
            Error = error,
            Progress = new ProgressLine(error, watched: false),
            Networks = new NetworkStore(At("store")),
            Clock = new FixedClock(),
            Token = token,
        });
        return new Outcome(code, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string At(string name) => Path.Combine(Folder, name);

    public sealed record Outcome(int Code, string Out, string Error)
    {
        public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        public JsonElement[] Objects => [.. Lines.Select(line => JsonElement.Parse(line))];

        public string[] Names => [.. Objects.Select(o => Path.GetFileName(o.GetProperty("path").GetString()!))];
    }
}
