using System.Buffers.Binary;
using System.Numerics;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Torch;

/// <summary>
/// Reads the weights of a PyTorch checkpoint (<c>torch.save</c>): the zip form of PyTorch 1.6 and later and the legacy form
/// before it. The pickle inside is interpreted by <see cref="PickleMachine"/>: nothing in the file is ever run.
/// </summary>
internal static class TorchReader
{
    private const string Legacy = "Legacy checkpoint";

    private static readonly BigInteger Magic = BigInteger.Parse("119547037146038801333356");

    /// <summary>True if a file that begins so can be a checkpoint: a zip archive, or a pickle of protocol 2 and up.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) =>
        start.StartsWith("PK\x03\x04"u8) || start is [0x80, >= 2 and <= 5, ..];

    /// <summary>Reads the names and shapes. The tensors' values are read from the stream when they are taken.</summary>
    /// <exception cref="NetworkFormatException">The file is damaged, or holds more than tensors and plain data.</exception>
    public static StateDict Read(Stream stream)
    {
        stream.Position = 0;
        var zip = stream.ReadByte() == 'P';
        stream.Position = 0;
        return zip ? ReadZip(new TorchArchive(stream)) : ReadLegacy(stream);
    }

    private static StateDict ReadZip(TorchArchive archive)
    {
        var root = new PickleMachine(new MemoryStream(archive.ReadPickle(), writable: false)).Load();
        return ToStateDict(root, archive.ReadStorage);
    }

    /// <summary>
    /// Five pickles (magic number, version, system, the object, the storages' keys), then the storages in that order.
    /// </summary>
    private static StateDict ReadLegacy(Stream stream)
    {
        if (new PickleMachine(stream).Load() is not BigInteger magic || magic != Magic)
            throw new NetworkFormatException("The magic number is wrong.", Legacy, "a file written by torch.save");
        if (new PickleMachine(stream).Load() is not 1001L)
            throw new NetworkFormatException("The version is unknown.", Legacy, "1001");
        if (new PickleMachine(stream).Load() is not Dictionary<object, object?> system
            || system.GetValueOrDefault("little_endian") is false)
            throw new NetworkFormatException("The byte order is not supported.", Legacy, "little-endian");
        var machine = new PickleMachine(stream);
        var root = machine.Load();
        if (new PickleMachine(stream).Load() is not List<object?> keys)
            throw new NetworkFormatException("The list of storages is missing.", Legacy);

        var starts = FindRecords(stream, keys, machine.Storages);
        return ToStateDict(root, (storage, offset, count) => starts.TryGetValue(storage.Key, out var start)
            ? stream.ReadAt(start + offset * storage.Format.Size(), count * storage.Format.Size(), $"Storage '{storage.Key}'")
            : throw new NetworkFormatException("The storage is missing.", $"Storage '{storage.Key}'"));
    }

    /// <summary>Offset of every storage's first element. A record is a 64-bit element count and the elements.</summary>
    private static Dictionary<string, long> FindRecords(Stream stream, List<object?> keys,
        Dictionary<string, PickleStorage> storages)
    {
        var starts = new Dictionary<string, long>();
        var position = stream.Position;
        foreach (var key in keys)
        {
            if (key is not string name || !storages.TryGetValue(name, out var storage))
                throw new NetworkFormatException("A storage is listed that no tensor names.", Legacy, actual: $"{key}");
            var count = BinaryPrimitives.ReadInt64LittleEndian(stream.ReadAt(position, 8, $"Storage '{name}'"));
            if (count != storage.RecordCount)
                throw new NetworkFormatException("The element count is wrong.", $"Storage '{name}'", $"{storage.RecordCount}",
                    $"{count}");
            position += 8;
            starts[name] = position;
            if (count > (stream.Length - position) / storage.Format.Size())
                throw new NetworkFormatException("The file is truncated.", $"Storage '{name}'", $"{count} elements");
            position += count * storage.Format.Size();
        }
        return starts;
    }

    private static StateDict ToStateDict(object? root, Func<PickleStorage, long, long, byte[]> read) => new(
        from entry in TorchCheckpoint.FindStateDict(root)
        where entry is { Key: string, Value: PickleTensor }
        let tensor = (PickleTensor)entry.Value!
        select KeyValuePair.Create((string)entry.Key, new WeightTensor(tensor.Shape, () => Values(tensor, read))));

    private static float[] Values(PickleTensor tensor, Func<PickleStorage, long, long, byte[]> read)
    {
        var storage = tensor.Storage;
        return tensor.MakeContiguous(storage.Format.ToSingle(read(storage, storage.Start + tensor.Offset, tensor.Extent)));
    }
}
