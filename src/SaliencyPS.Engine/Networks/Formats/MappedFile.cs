using System.Buffers;
using System.IO.MemoryMappedFiles;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats;

/// <summary>
/// A whole file as memory, mapped: pages are read from disk when they are touched, and the file is never copied.
/// </summary>
/// <remarks>The file stays open for reading only, so that other .NET programs cannot shorten it meanwhile.</remarks>
internal sealed unsafe class MappedFile : MemoryManager<byte>
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly int _length;

    /// <summary>Maps a file that is not empty.</summary>
    /// <exception cref="NetworkFormatException">It is larger than one piece of memory can be.</exception>
    public MappedFile(FileStream stream)
    {
        if (stream.Length > Array.MaxLength)
            throw new NetworkFormatException("The part is too large.", "File", $"at most {Array.MaxLength} bytes",
                $"{stream.Length}");
        _length = (int)stream.Length;
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None,
            leaveOpen: true);
        _view = _file.CreateViewAccessor(0, _length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    public override Span<byte> GetSpan() => new(_start, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
