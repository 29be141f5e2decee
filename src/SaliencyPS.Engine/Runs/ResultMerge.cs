using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SaliencyPS.Runs;

/// <summary>
/// Makes one list of the results of all shards: that which one machine would have made, unbroken. Holds the paths of the
/// images and
/// where their lines are, and no result.
/// </summary>
internal sealed class ResultMerge
{
    private readonly IReadOnlyList<PartFile> _parts;
    private readonly List<Entry> _entries = [];
    private byte[] _paths = new byte[1 << 16];
    private int _used;

    private ResultMerge(IReadOnlyList<PartFile> parts, RunManifest first) => (_parts, Header) = (parts, first.Header);

    /// <summary>What decided the results.</summary>
    public RunHeader Header { get; }

    /// <summary>How many images there are.</summary>
    public int Images => _entries.Count;

    /// <summary>How many of them failed, or have not all of their results.</summary>
    public long Failed { get; private set; }

    /// <summary>Looks at all parts in a folder.</summary>
    /// <param name="folder">The folder, in full.</param>
    /// <param name="target">The file that the list is for, in full; null where it is for none.</param>
    /// <param name="token">Stops it.</param>
    /// <exception cref="RunRefusedException">The list would be written over a part.</exception>
    /// <exception cref="MergeException">They make no whole.</exception>
    /// <exception cref="IOException">A part cannot be read, or is being written.</exception>
    /// <exception cref="UnauthorizedAccessException">A part may not be read.</exception>
    public static ResultMerge Open(string folder, string? target = null, CancellationToken token = default)
    {
        if (target is not null && PartFile.IsIn(folder, target))
            throw new RunRefusedException($"'{target}' is one of the files that are merged.");
        var parts = PartFile.In(folder);
        if (parts.Count == 0) throw new MergeException($"'{folder}' has no results of any shard.", []);
        var count = parts[0].Shard.Count;
        if (parts.FirstOrDefault(part => part.Shard.Count != count) is { } odd)
            throw new MergeException($"'{folder}' has results of {count} shards and of {odd.Shard.Count}.", []);
        var manifests = parts.ToDictionary(part => part.Shard.Number, ReadManifest);
        int[] missing = [.. Enumerable.Range(1, count).Where(n => manifests.GetValueOrDefault(n) is not { IsComplete: true })];
        if (missing.Length > 0)
            throw new MergeException($"{missing.Length} of {count} shards are missing, or were stopped before their end.",
                missing);
        var first = manifests[1]!;
        if (first.Header.Schema != RunHeader.CurrentSchema)
            throw new MergeException($"The results are in form {first.Header.Schema}, and this version reads "
                + $"{RunHeader.CurrentSchema}.", []);
        foreach (var other in manifests.Values)
            if (first.Header.DifferencesFrom(other!.Header) is { Count: > 0 } differences)
                throw new MergeException($"Shard {other.Header.Part} was made in another way than {first.Header.Part}: "
                    + $"{string.Join("; ", differences)}.", [other.Header.Shard]);
        // Whoever saw fewer images began before the others were there.
        var all = manifests.Values.MaxBy(manifest => manifest!.All.Images)!.All;
        missing = [.. manifests.Values.Where(manifest => manifest!.All != all).Select(manifest =>
            manifest!.Header.Shard).Order()];
        if (missing.Length > 0)
            throw new MergeException($"Not all shards saw the same {all.Images} images: go on with those that saw others.",
                missing);
        if (manifests.Values.Aggregate(ImageList.Empty, (sum, manifest) => sum.With(manifest!.Own)) != all)
            throw new MergeException($"The images of all shards together are not the {all.Images} that each of them saw.", []);
        var merge = new ResultMerge(parts, first);
        for (var i = 0; i < parts.Count; i++) merge.Index(i, manifests[parts[i].Shard.Number]!, token);
        merge.Order();
        return merge;
    }

    /// <summary>Hands the results over, ordered by the bytes of the paths.</summary>
    /// <param name="output">Takes them.</param>
    /// <param name="token">Stops it.</param>
    /// <exception cref="IOException">A part cannot be read.</exception>
    public void Write(IMergedResults output, CancellationToken token = default)
    {
        var files = new SafeFileHandle[_parts.Count];
        try
        {
            for (var i = 0; i < files.Length; i++) files[i] = File.OpenHandle(_parts[i].Results);
            var line = new byte[1 << 16];
            foreach (var entry in _entries)
            {
                token.ThrowIfCancellationRequested();
                if (line.Length < entry.Length) line = new byte[entry.Length];
                var text = line.AsSpan(0, entry.Length);
                for (var read = 0; read < text.Length;)
                {
                    var more = RandomAccess.Read(files[entry.Part], text[read..], entry.Offset + read);
                    if (more == 0) throw Changed(entry.Part);
                    read += more;
                }

                Add(ImageRecord.Read(text) ?? throw Changed(entry.Part), text, entry);
            }

            output.Complete();
        }
        finally
        {
            foreach (var file in files) file?.Dispose();
        }

        IOException Changed(int part) => new($"'{_parts[part].Results}' has changed while it was read.");

        void Add(ImageRecord record, ReadOnlySpan<byte> text, Entry entry)
        {
            try
            {
                output.Add(record, text);
            }
            catch (RowException e)
            {
                throw new MergeException($"'{_parts[entry.Part].Results}', line {entry.Line}: {e.Message}",
                    [_parts[entry.Part].Shard.Number]);
            }
        }
    }

    private static RunManifest? ReadManifest(PartFile part)
    {
        if (part.FindForeign() is { } foreign)
            throw new MergeException($"'{foreign}' is a link, a pipe or a device, no file of results.", [part.Shard.Number]);
        if (!File.Exists(part.Manifest)) return null;
        try
        {
            var manifest = RunManifest.Read(part.Manifest);
            return manifest.Header.Part == part.Shard ? manifest
                : throw new MergeException($"'{part.Manifest}' is not that of shard {part.Shard}.", [part.Shard.Number]);
        }
        catch (FormatException e)
        {
            throw new MergeException($"'{part.Manifest}' is damaged: {e.Message}", [part.Shard.Number]);
        }
    }

    private void Index(int part, RunManifest manifest, CancellationToken token)
    {
        using var stream = new FileStream(_parts[part].Results, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (reader, last, begin) = (new LineReader(stream), new Dictionary<UInt128, int>(), 0L);
        for (var number = 1; reader.TryRead(out var line); number++, begin = reader.Position)
        {
            token.ThrowIfCancellationRequested();
            digest.AppendData(line);
            digest.AppendData("\n"u8);
            if (number == 1 || ImageRecord.IsBlank(line)) continue;
            if (ImageRecord.Read(line) is not { } record) throw Damaged($"line {number} is damaged.");
            // The last line of an image counts.
            if (!last.TryGetValue(ImageKey.Hash(record.Key), out var at))
            {
                last.Add(ImageKey.Hash(record.Key), at = _entries.Count);
                _entries.Add(default);
            }

            _entries[at] = record.IsGone ? default
                : new(Keep(record.Key), part, number, begin, line.Length, record.Error is not null);
        }

        if (begin != manifest.Bytes || Convert.ToHexStringLower(digest.GetCurrentHash()) != manifest.Sha256)
            throw Damaged("it is damaged.");

        MergeException Damaged(string how) =>
            new($"'{_parts[part].Results}' is not as its run left it: {how}", [_parts[part].Shard.Number]);
    }

    private void Order()
    {
        _entries.RemoveAll(entry => entry.Length == 0);
        _entries.Sort((a, b) => PathOf(a).SequenceCompareTo(PathOf(b)));
        for (var i = 1; i < _entries.Count; i++)
            if (PathOf(_entries[i]).SequenceEqual(PathOf(_entries[i - 1])))
                throw new MergeException($"'{Encoding.UTF8.GetString(PathOf(_entries[i]))}' is in two shards.", []);
        Failed = _entries.Count(entry => entry.IsFailed);
    }

    private (int Offset, int Length) Keep(string path)
    {
        var length = Encoding.UTF8.GetByteCount(path);
        if (_paths.Length - _used < length)
            Array.Resize(ref _paths, (int)Math.Max(checked(_used + length), Math.Min(Array.MaxLength, 2L * _paths.Length)));
        Encoding.UTF8.GetBytes(path, _paths.AsSpan(_used));
        _used += length;
        return (_used - length, length);
    }

    private ReadOnlySpan<byte> PathOf(Entry entry) => _paths.AsSpan(entry.Path.Offset, entry.Path.Length);

    private readonly record struct Entry(
        (int Offset, int Length) Path, int Part, int Line, long Offset, int Length, bool IsFailed);
}
