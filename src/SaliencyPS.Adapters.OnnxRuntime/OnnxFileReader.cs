using Microsoft.ML.OnnxRuntime;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Formats.Onnx;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Adapters.OnnxRuntime;

/// <summary>Reads ONNX files as networks of one layer.</summary>
internal static class OnnxFileReader
{
    /// <summary>Reads a file.</summary>
    /// <inheritdoc cref="OnnxReader"/>
    public static Network Read(ReadOnlyMemory<byte> file, OnnxModel model, string name, TensorShape? requested, string? folder,
        string? output)
    {
        var end = OnnxOutput.Choose(model, output);
        var image = OnnxGraph.ImageInput(model, OnnxOrder.Leading(model, end));
        var (shape, isLast) = OnnxGraph.InputShape(image, requested);
        if (image.Sizes![0] is > 1 and var batch)
            throw new NetworkFormatException(
                "The file fixes a batch of several images.", $"Input '{image.Name}'", "1", $"{batch}");
        // Scores are what a closing soft-max or sigmoid reads; the builder finds it where it looks for one.
        var last = model.Nodes.FirstOrDefault(node => node.Outputs.Contains(end));
        Layer? closing = last?.Operator switch { "Softmax" => new Softmax(), "Sigmoid" => new Sigmoid(), _ => null };
        var scores = closing is null ? end : last!.Inputs[0];
        long[] sizes = isLast ? [1, shape.Height, shape.Width, shape.Channels] : [1, shape.Channels, shape.Height, shape.Width];
        try
        {
            byte[] content = [.. file.Span, .. Output(scores, model)];
            var session = new InferenceSession(content, Options(folder));
            var onCuda = CudaProvider.Fault is not null ? null : new Lazy<InferenceSession>(() =>
            {
                var options = Options(folder);
                options.AppendExecutionProvider_CUDA();
                return new InferenceSession(content, options);
            });
            using var given = OrtValue.CreateTensorValueFromMemory(new float[shape.Length], sizes);
            using var run = new RunOptions();
            using var results = session.Run(run, [image.Name], [given], [scores]);
            var classes = results[0].GetTensorDataAsSpan<float>().Length;
            var builder = new NetworkBuilder(shape);
            builder.Add(Path.GetFileName(name), new OnnxFile(session, onCuda, image.Name, sizes, isLast, scores,
                classes), NetworkBuilder.Input);
            if (closing is not null) builder.Add(last!.Name, closing);
            return builder.Build(name) with { Output = end, Outputs = [.. model.Outputs.Select(one => one.Name)] };
        }
        catch (OnnxRuntimeException e)
        {
            throw new NetworkFormatException($"ONNX Runtime cannot run it: {e.Message.ReplaceLineEndings(" ")}", inner: e);
        }
    }

    // Images are what is worked on side by side. The answer must not depend on how many threads there are.
    private static SessionOptions Options(string? folder)
    {
        var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        if (folder is not null)
            options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", folder);
        return options;
    }

    // A value that is to be read must be an output of the graph. In this format messages are joined by writing one after the
    // other: a model with nothing but a graph, which has nothing but an output, adds that output to the model before it.
    private static byte[] Output(string value, OnnxModel model)
    {
        if (model.Outputs.Any(output => output.Name == value)) return [];
        const int Graph = 7, Outputs = 12, Name = 1;
        return Message(Graph, Message(Outputs, Message(Name, System.Text.Encoding.UTF8.GetBytes(value))));

        static byte[] Message(int field, byte[] content)
        {
            var bytes = new List<byte> { (byte)(field << 3 | 2) };
            for (var length = content.Length; ; length >>= 7)
            {
                bytes.Add((byte)(length > 127 ? length & 127 | 128 : length));
                if (length <= 127) break;
            }

            return [.. bytes, .. content];
        }
    }
}
