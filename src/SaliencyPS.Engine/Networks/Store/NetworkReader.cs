using System.Buffers;
using SaliencyPS.Files;
using SaliencyPS.Networks.Catalog;
using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Formats.Onnx;
using SaliencyPS.Networks.Formats.Safetensors;
using SaliencyPS.Networks.Formats.Torch;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Store;

/// <summary>
/// Reads networks: ONNX files, alone or in a zip archive with their labels, and safetensors or PyTorch state dicts of the
/// architectures in <see cref="ArchitectureCatalog"/>.
/// </summary>
internal static class NetworkReader
{
    /// <summary>Largest accepted file: 4 GiB.</summary>
    public const long MaximumFile = 4L << 30;

    /// <summary>
    /// Reads a network with its name, labels and preprocessing. The format is told from the content, not from the file's name.
    /// </summary>
    /// <remarks>
    /// A JSON file beside the network (same name, .json) describes it, or, where there is none, what timm and transformers
    /// publish with weights, config.json and preprocessor_config.json; the metadata in the network's file add what that leaves
    /// open. Where none says anything, torchvision's ImageNet preprocessing is assumed and, for 1000 classes, the ImageNet
    /// labels. <see cref="Network.Sources"/> tells which it was.
    /// </remarks>
    /// <param name="path">The network's file.</param>
    /// <param name="architecture">Architecture that a state dict's weights belong to; told from the weights if not given. ONNX
    /// files need none.</param>
    /// <param name="output">The output of an ONNX file whose values are the scores; the description's, or the vector from which
    /// no other output is computed, if not given.</param>
    /// <exception cref="NetworkFormatException">The file is damaged, unsupported or does not fit; the message names the file and
    /// the part at fault.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Network Read(string path, string? architecture = null, string? output = null) =>
        Read(path, architecture, output, libraries: null);

    /// <param name="path"/><param name="architecture"/><param name="output"/>
    /// <param name="libraries">Read what is not read otherwise; null for none.</param>
    /// <inheritdoc cref="Read(string, string?, string?)"/>
    internal static Network Read(string path, string? architecture, string? output, NetworkLibraries? libraries)
    {
        if (PlainFile.IsEmpty(path))
            throw new NetworkFormatException("The file is empty, or no file but a pipe or a device.",
                System.IO.Path.GetFileName(path));
        // Until both are open, no import replaces one of them. In other folders anybody may have put what looks like a change.
        using var held = NetworkStore.Default.Holds(path) ? FolderChange.Hold(NetworkStore.Default.FullFolder) : null;
        using var stream = PlainFile.Open(path, bufferSize: 1 << 16);
        try
        {
            var description = NetworkDescription.ReadBeside(path);
            held?.Dispose();
            var network = Read(stream, description, System.IO.Path.GetFileNameWithoutExtension(path), architecture, output,
                libraries);
            return network with
            {
                Path = path, IsBuiltIn = NetworkStore.IsBuiltIn(path), IsDefault = NetworkStore.Default.IsDefault(path)
            };
        }
        catch (NetworkFormatException e)
        {
            throw new NetworkFormatException(e.Message, System.IO.Path.GetFileName(path), inner: e);
        }
    }

    /// <summary>Reads a network from a seekable stream.</summary>
    internal static Network Read(Stream stream, NetworkDescription description, string name, string? architecture = null,
        string? output = null, NetworkLibraries? libraries = null)
    {
        if (stream.Length > MaximumFile)
            throw new NetworkFormatException("The file is too large.", expected: $"at most {MaximumFile} bytes",
                actual: $"{stream.Length}");
        using var beside =
            new OnnxExternalData(stream is FileStream { Name: var file } ? Path.GetDirectoryName(Path.GetFullPath(file)) : null);
        var network = Read(stream, beside, description, name, architecture, output, libraries);
        return network with { Digest = beside.Digest(stream), WeightFiles = beside.Files };
    }

    private static Network Read(Stream stream, OnnxExternalData beside, NetworkDescription description, string name,
        string? architecture, string? output, NetworkLibraries? libraries)
    {
        var onnx = libraries?.Onnx;
        using (var archive = ExportArchive.Open(stream))
            if (archive is not null)
                return ReadOnnx(archive.Read(description), new OnnxExternalData(null), description, name, output, onnx);
        if (TorchScript.Recognizes(stream)) return ReadScript(stream, description, name, libraries?.Script);
        if (ReadStateDict(stream, description) is { } weights)
            return output is null ? Build(weights, description, name, architecture)
                : throw new NetworkFormatException("A file of bare weights has no outputs to choose from.", actual: output);
        if (stream is not FileStream { Length: > 0 } file)
            return ReadOnnx(stream.ReadAt(0, stream.Length, "File"), beside, description, name, output, onnx);
        using IMemoryOwner<byte> mapped = new MappedFile(file);
        return ReadOnnx(mapped.Memory, beside, description, name, output, onnx);
    }

    // All weights are copied out of the file: nothing of it is needed afterwards.
    private static Network ReadOnnx(ReadOnlyMemory<byte> file, OnnxExternalData beside, NetworkDescription description,
        string name, string? output, OnnxLibrary? library)
    {
        var model = OnnxModel.Parse(file);
        description.AddMetadata(model.Metadata);
        return Fit(description, () =>
        {
            if (library is { Always: true }) return ByLibrary();
            try
            {
                return OnnxGraph.Build(model, name, description.Input, beside, output ?? description.Output);
            }
            catch (NetworkFormatException e) when (library is not null)
            {
                return ByLibrary() with
                {
                    Notes = [$"{library.Name} reads it, forward only, since no other engine can: {e.Message}"],
                };
            }
        });

        Network ByLibrary() =>
            library.Read(file, model, name, description.Input, beside.Folder, output ?? description.Output);
    }

    // Such a file is a program: it is run only where a library is asked for that does so.
    private static Network ReadScript(Stream stream, NetworkDescription description, string name, ScriptReader? reader)
    {
        if (reader is null)
            throw new NetworkFormatException("It is a TorchScript file, a program, which the engine in the box does not run. "
                + "-Engine Torch, or --engine torch, has libtorch run it where that is installed; weights alone, which "
                + "torch.save(model.state_dict(), path) writes, and ONNX files need no library.");
        if (stream.Length > Array.MaxLength)
            throw new NetworkFormatException("The file is too large.", expected: $"at most {Array.MaxLength} bytes",
                actual: $"{stream.Length}");
        var file = stream.ReadAt(0, stream.Length, "File");
        return Fit(description, () => reader(file, name, description.Input));
    }

    private static Network Build(StateDict weights, NetworkDescription description, string name, string? architecture)
    {
        var known = (architecture is null ? description.Architecture : ArchitectureCatalog.Find(architecture))
            ?? ArchitectureCatalog.Detect(weights);
        // Each attempt counts the weights that it uses.
        return Fit(description, () => known.Build(weights.Untaken(), name, description.Input));
    }

    // Where a network cannot be built for the input that others than this program's description give, it is built without that.
    private static Network Fit(NetworkDescription description, Func<Network> build)
    {
        Network network;
        while (true)
            try
            {
                network = build();
                break;
            }
            catch (NetworkFormatException e) when (description.HasForeignInput)
            {
                description.PassOverInput(e);
            }

        return description.Apply(network);
    }

    /// <summary>The weights of a file that has only weights; null for ONNX. Its metadata are added to the description.</summary>
    private static StateDict? ReadStateDict(Stream stream, NetworkDescription description)
    {
        var start = stream.ReadAt(0, Math.Min(stream.Length, 16), "File");
        if (TorchReader.Recognizes(start)) return TorchReader.Read(stream);
        if (!SafetensorsReader.Recognizes(start)) return null;
        var (weights, metadata) = SafetensorsReader.Read(stream);
        description.AddMetadata(metadata);
        return weights;
    }
}
