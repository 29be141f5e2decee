using SaliencyPS.Files;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Formats.Numpy;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Evaluation.Agreement;

/// <summary>
/// What another program computed with a network: inputs as the network takes them, scores and, perhaps, for each input the
/// gradient of one score. An .npz file with the arrays input, logits, gradient and class; or files NAME.input.npy and so on.
/// </summary>
internal sealed class NetworkReference
{
    private const string InputName = "input", LogitsName = "logits", GradientName = "gradient", ClassName = "class";
    private const string Extension = ".npy";

    private NetworkReference() { }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Number of inputs.</summary>
    public required int Count { get; init; }

    /// <summary>Inputs one after the other, preprocessed.</summary>
    public required float[] Inputs { get; init; }

    /// <summary>Scores, input by input.</summary>
    public required float[] Logits { get; init; }

    /// <summary>∂S_c/∂input, input by input; null where there are none.</summary>
    public float[]? Gradients { get; private init; }

    /// <summary>The class c of each input: the best-scored one unless the file says another.</summary>
    public required int[] Classes { get; init; }

    /// <summary>Reads what fits a network.</summary>
    /// <param name="path">The .npz file, or that of the inputs, NAME.input.npy, beside which lie the others.</param>
    /// <param name="network">The network.</param>
    /// <exception cref="NetworkFormatException">
    /// The file is damaged or does not fit the network; the message names file and array.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static NetworkReference Read(string path, Network network)
    {
        try
        {
            using var stream = PlainFile.Open(path);
            var start = stream.ReadAt(0, Math.Min(6, stream.Length), "File");
            return NumpyArchive.Recognizes(start) ? ReadArchive(new NumpyArchive(stream), path, network)
                : NumpyReader.Recognizes(start) ? ReadFiles(path, network)
                : throw new NetworkFormatException("It is not a file of NumPy arrays.", "File", "an .npz file or NAME.input.npy");
        }
        catch (NetworkFormatException e)
        {
            throw new NetworkFormatException(e.Message, System.IO.Path.GetFileName(path), inner: e);
        }
    }

    private static NetworkReference ReadArchive(NumpyArchive archive, string path, Network network) => Read(
        name => archive.Find(name), path, network, $"found {string.Join(", ", archive.Names.Take(10))}");

    private static NetworkReference ReadFiles(string path, Network network)
    {
        var end = $".{InputName}{Extension}";
        if (!path.EndsWith(end, StringComparison.Ordinal))
            throw new NetworkFormatException("One array is not enough.", "File",
                $"an .npz file, or NAME{end} with NAME.{LogitsName}{Extension} beside it");
        return Read(Find, path, network, "no such file beside it");

        NumpyArray? Find(string name)
        {
            var file = $"{path[..^end.Length]}.{name}{Extension}";
            if (!File.Exists(file)) return null;
            using var stream = PlainFile.Open(file);
            return NumpyReader.Read(stream.ReadAt(0, stream.Length, name), System.IO.Path.GetFileName(file));
        }
    }

    private static NetworkReference Read(Func<string, NumpyArray?> find, string path, Network network, string otherwise)
    {
        NumpyArray Required(string name) =>
            find(name) ?? throw new NetworkFormatException($"There is no array '{name}'; {otherwise}.", "File");
        var (input, logits) = (Required(InputName), Required(LogitsName));
        int[] sample = [.. network.Input.Sizes];
        var count = input.Shape.Length == sample.Length ? 1 : input.Shape.FirstOrDefault(1);
        RequireShape(input, count, sample, Hint(input, network));
        RequireShape(logits, count, [network.ClassCount], "");
        var (gradient, classes) = (find(GradientName), find(ClassName));
        if (gradient is not null) RequireShape(gradient, count, sample, "");
        var scores = logits.Singles();
        return new NetworkReference
        {
            Path = path,
            Count = count,
            Inputs = input.Singles(),
            Logits = scores,
            Gradients = gradient?.Singles(),
            Classes = classes is null ? [.. Enumerable.Range(0, count).Select(n => Best(Sample(scores, n, network.ClassCount)))]
                : ClassesOf(classes, count, network.ClassCount),
        };
    }

    /// <summary>The values of one input.</summary>
    public static ReadOnlySpan<float> Sample(float[] values, int sample, int length) => values.AsSpan(sample * length, length);

    /// <summary>The first of the largest.</summary>
    public static int Best(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var c = 1; c < scores.Length; c++) if (scores[c] > scores[best]) best = c;
        return best;
    }

    // Axes of length 1 at the end, and that of a batch of one, may be there or not.
    private static void RequireShape(NumpyArray array, int count, int[] sample, string hint)
    {
        var shape = array.Shape;
        while (shape is [.., 1] && shape.Length > sample.Length + 1) shape = shape[..^1];
        if (count == 1 && shape.Length == sample.Length) shape = [1, .. shape];
        if (!shape.SequenceEqual([count, .. sample]))
            throw new NetworkFormatException($"The shape does not fit the network.{hint}", array.Name,
                WeightTensor.Text<int>([count, .. sample]), WeightTensor.Text(array.Shape));
    }

    private static string Hint(NumpyArray input, Network network) =>
        input.Shape is [_, var height, var width, var channels] && channels == network.Input.Channels
            && (height, width) == (network.Input.Height, network.Input.Width)
            && channels != height ? " Channels come before height and width: transpose(0, 3, 1, 2)." : "";

    private static int[] ClassesOf(NumpyArray array, int count, int classes)
    {
        var indices = array.Integers();
        if (indices.Length != count)
            throw new NetworkFormatException(
                "There is not one class for each input.", array.Name, $"{count}", $"{indices.Length}");
        return [.. indices.Select(index => index >= 0 && index < classes ? (int)index
            : throw new NetworkFormatException("The network has no such class.", array.Name, $"0 to {classes - 1}", $"{index}"))];
    }
}
