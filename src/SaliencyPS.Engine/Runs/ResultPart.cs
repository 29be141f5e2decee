using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SaliencyPS.Files;

namespace SaliencyPS.Runs;

/// <summary>
/// The results of one shard, on the disk: a file that only grows, by a line for each image, and a manifest once the run has
/// ended.
/// Whatever ends the process, what was written stays and can be gone on with. One process at a time writes it.
/// </summary>
/// <remarks>
/// One thread asks for images (<see cref="Take"/>) while another one writes (<see cref="Begin"/> to <see cref="End"/>).
/// </remarks>
internal sealed class ResultPart : IDisposable
{
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // How an IOException says that somebody else has locked a file: EAGAIN of Linux and of BSD; ERROR_SHARING_VIOLATION.
    private static readonly int[] Locked = [11, 35, unchecked((int)0x80070020)];

    private readonly PartFile _file;
    private readonly RunHeader _header;
    private readonly RunMode _mode;
    private readonly FileStream _stream;
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<UInt128, State> _images = [];
    private readonly ArrayBufferWriter<byte> _rows = new(), _line = new();
    private readonly Utf8JsonWriter _rowWriter, _lineWriter;
    private readonly Lock _gate = new();
    private FileStamp _stamp;
    private string? _error;
    private long _all, _own;
    private UInt128 _allSum, _ownSum;
    private readonly List<string> _unlisted = [];
    private bool _isWhole = true, _isOwner;

    private ResultPart(PartFile file, RunHeader header, RunMode mode, FileStream stream)
    {
        (_file, _header, _mode, _stream) = (file, header, mode, stream);
        (_rowWriter, _lineWriter) = (new(_rows, Form), new(_line, Form));
    }

    /// <summary>
    /// What of the part could not be read: the end of a run that was stopped in the middle, which was cut off, or damaged lines,
    /// which were blanked, so that those after them stay. Null where all could.
    /// </summary>
    public string? Mended { get; private set; }

    /// <summary>How many images were done before this run and need not be done again.</summary>
    public long Skipped { get; private set; }

    /// <summary>How many of these failed.</summary>
    public long SkippedFailed { get; private set; }

    /// <summary>What the image is called whose line was begun; null between two of them.</summary>
    public string? Key { get; private set; }

    /// <summary>Whether the bytes of images are looked at.</summary>
    public bool ByContent => _mode.ByContent;

    /// <summary>Opens the part of a shard: begins it, or goes on with it.</summary>
    /// <param name="folder">The folder, in full; it is made if it is not there.</param>
    /// <param name="header">What decides the results.</param>
    /// <param name="mode">How it goes on from what is there.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="RunRefusedException">
    /// There is a part already, or one of other options; or somebody else works on it; or a file is where the folder is to be.
    /// </exception>
    /// <exception cref="RunInterruptedException">The folder or a file in it cannot be written.</exception>
    public static ResultPart Open(string folder, RunHeader header, RunMode mode, DateTimeOffset now)
    {
        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
            if (File.Exists(above))
                throw new RunRefusedException($"'{above}' is a file; results are kept in a folder.");
        var file = new PartFile(folder, header.Part);
        return Try(file, () => Open(file, header, mode, now));
    }

    private static ResultPart Open(PartFile file, RunHeader header, RunMode mode, DateTimeOffset now)
    {
        var folder = file.Folder;
        Directory.CreateDirectory(folder);
        if (PartFile.In(folder).FirstOrDefault(part => part.Shard.Count != header.Shards) is { } other)
            throw new RunRefusedException($"'{folder}' has the results of {other.Shard.Count} shards; this run is shard "
                + $"{header.Part}. Each division takes a folder of its own.");
        if (file.FindForeign() is { } foreign)
            throw new RunRefusedException($"'{foreign}' is a link, a pipe or a device. Results are kept in files of their own.");
        var part = new ResultPart(file, header, mode, Seize(file));
        try
        {
            part.Restore();
            part.Sign(now);
            return part;
        }
        catch
        {
            part.Dispose();
            throw;
        }
    }

    /// <summary>Whether an image is to be done: it is of this shard, and was not done before, or has changed since.</summary>
    /// <param name="key">What it is called.</param>
    /// <param name="stamp">Looks at it, and at its bytes if it is told to.</param>
    /// <exception cref="RunRefusedException">Two images are called the same.</exception>
    public bool Take(string key, Func<bool, FileStamp> stamp)
    {
        var hash = ImageKey.Hash(key);
        (_all, _allSum) = (_all + 1, unchecked(_allSum + hash));
        if (!_header.Part.Contains(hash)) return false;
        (_own, _ownSum) = (_own + 1, unchecked(_ownSum + hash));
        State was;
        lock (_gate)
        {
            ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(_images, hash, out _);
            if (state.IsListed)
                throw new RunRefusedException($"Two images are called '{key}' below their folders, or one was named twice: "
                    + $"--root "
                    + "(-Root) names the folder that all are below.");
            was = state;
            state = state with { IsListed = true };
        }

        if (!was.IsDone || (was.IsFailed && _mode.RetryFailed) || stamp(_mode.ByContent).IsOther(was.Stamp))
            return true;
        Skipped++;
        if (was.IsFailed) SkippedFailed++;
        return false;
    }

    /// <summary>Says that not all images are known or done: the run was stopped.</summary>
    public void LeaveIncomplete() => _isWhole = false;

    /// <summary>
    /// Says that a folder cannot be listed: its images that were done before are not taken for gone, and then not all is done.
    /// </summary>
    /// <param name="key">What it is called, as images are; <c>.</c> for the folder that all are below.</param>
    public void LeaveUnlisted(string key) => _unlisted.Add(key);

    /// <summary>Begins the line of an image.</summary>
    /// <param name="key">What it is called.</param>
    /// <param name="stamp">Its file before it was read.</param>
    public void Begin(string key, FileStamp stamp)
    {
        (Key, _stamp, _error) = (key, stamp, null);
        _rows.ResetWrittenCount();
        _rowWriter.Reset();
        _rowWriter.WriteStartArray();
    }

    /// <summary>Adds a result to the line that was begun.</summary>
    public void Add(Action<Utf8JsonWriter> row) => row(_rowWriter);

    /// <summary>Adds what went wrong to the line that was begun.</summary>
    /// <param name="path">The image's file, which is not told: it may be elsewhere on other machines.</param>
    /// <param name="what">What went wrong.</param>
    public void Fail(string path, string what)
    {
        what = what.Replace(path, Key);
        _error = _error is null ? what : $"{_error}; {what}";
    }

    /// <summary>Ends the line and has it written.</summary>
    /// <exception cref="RunInterruptedException">It cannot be written.</exception>
    public void End()
    {
        _rowWriter.WriteEndArray();
        _rowWriter.Flush();
        Write(new(Key!, _stamp, _error, IsGone: false, default), _rows.WrittenSpan);
        lock (_gate)
        {
            ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(_images, ImageKey.Hash(Key!), out _);
            state = state with { Stamp = _stamp, IsDone = true, IsFailed = _error is not null };
        }

        Key = null;
    }

    /// <summary>Says in the part which images are in the list no more, and writes the manifest.</summary>
    /// <exception cref="RunInterruptedException">It cannot be written.</exception>
    /// <exception cref="RunRefusedException">
    /// There was no image, and some were done before: more likely is that they are elsewhere today than that all are gone.
    /// </exception>
    public RunManifest Complete()
    {
        var kept = _isWhole && _all == 0 ? _images.Values.Count(state => state.IsDone) : 0;
        if (kept > 0) LeaveIncomplete();
        var manifest = WriteManifest();
        return kept == 0 ? manifest
            : throw new RunRefusedException($"There is no image. The results of the {kept} that were done before are kept: if "
                + $"these images are gone for good, remove '{_file.Results}'.");
    }

    /// <summary>Lets others work on the part.</summary>
    public void Dispose()
    {
        try
        {
            if (_isOwner) File.Delete(_file.Owner);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder is gone, or may not be written any more; what that means for the results is told elsewhere.
        }

        _stream.Dispose();
        _digest.Dispose();
        _rowWriter.Dispose();
        _lineWriter.Dispose();
    }

    private RunManifest WriteManifest()
    {
        if (_isWhole) RemoveGone();
        var (done, sum, failed) = (0L, (UInt128)0, 0L);
        foreach (var (hash, state) in _images.Where(image => image.Value.IsDone))
            (done, sum, failed) = (done + 1, unchecked(sum + hash), failed + (state.IsFailed ? 1 : 0));
        return Try(_file, () =>
        {
            _stream.Flush(flushToDisk: true);
            var manifest = new RunManifest(_header, _isWhole && (done, sum) == (_own, _ownSum), ImageList.Of(_all, _allSum),
                ImageList.Of(done, sum), failed, _stream.Length, Convert.ToHexStringLower(_digest.GetCurrentHash()));
            using var file = new WholeFile(_file.Manifest, durable: true);
            JsonSerializer.Serialize(file.Content, manifest, RunContext.Readable.RunManifest);
            file.Complete();
            return manifest;
        });
    }

    // Whoever comes next is told by whom the part is being written, if that can be kept.
    private void Sign(DateTimeOffset now)
    {
        try
        {
            WholeFile.Write(_file.Owner, stream => stream.Write(Encoding.UTF8.GetBytes(RunOwner.Describe(now))));
            _isOwner = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The part itself can be written, or tells better why not.
        }
    }

    // Elsewhere than on Windows, only who shares with nobody has a lock; there, others may read what is being written.
    private static FileStream Seize(PartFile file)
    {
        try
        {
            return new FileStream(file.Results, FileMode.OpenOrCreate, FileAccess.ReadWrite,
                OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (Locked.Contains(e.HResult))
        {
            throw new RunRefusedException($"'{file.Results}' is being written by {RunOwner.Read(file.Owner)}.", e);
        }
    }

    // What the part has is read. After the last line that can be read it is cut off; lines before that are blanked where they
    // cannot be read, and those after them stay.
    private void Restore()
    {
        var (reader, whole, number) = (new LineReader(_stream), 0L, 1);
        var isBegun = reader.TryRead(out var first);
        if (!_mode.Resume && _stream.Length > (isBegun ? first.Length + 1 : 0))
            throw new RunRefusedException($"'{_file.Results}' is there: --resume (-Resume) goes on with it.");
        List<(long Begin, int Length, int Number)> unreadable = [];
        var damaged = 0; // those of them with a line after them that can be read
        if (isBegun)
        {
            Compare(first);
            Accept(first);
            for (var begin = whole; reader.TryRead(out var line); begin = reader.Position)
            {
                number++;
                if (ImageRecord.Read(line) is { } record) Keep(record, line);
                else if (ImageRecord.IsBlank(line)) Accept(line);
                else unreadable.Add((begin, line.Length, number));
            }
        }

        if (_stream.Length - reader.Position > LineReader.MostBytes)
            throw new RunRefusedException($"'{_file.Results}', line {number + 1}: no result is as long; move the file away.");
        var start = JsonSerializer.SerializeToUtf8Bytes(_header, RunContext.Readable.RunHeader);
        if (whole == 0 && !IsTorn(start)) throw Foreign(null);
        var cut = _stream.Length - whole;
        Mended = Tell();
        if (Mended is null) Verify();
        foreach (var (begin, length, _) in unreadable.Take(damaged))
            RandomAccess.Write(_stream.SafeFileHandle, Blank(length), begin);
        _stream.SetLength(whole);
        _stream.Position = whole;
        File.Delete(_file.Manifest);
        if (whole == 0) WriteLine(start);

        void Keep(ImageRecord record, ReadOnlySpan<byte> line)
        {
            foreach (var (_, length, _) in unreadable.Skip(damaged)) Digest(Blank(length));
            damaged = unreadable.Count;
            Accept(line);
            var hash = ImageKey.Hash(record.Key);
            if (record.IsGone) _images.Remove(hash);
            else _images[hash] = new(record.Stamp, IsDone: true, record.Error is not null, IsListed: false);
        }

        void Accept(ReadOnlySpan<byte> line)
        {
            Digest(line);
            whole = reader.Position;
        }

        void Digest(ReadOnlySpan<byte> line)
        {
            _digest.AppendData(line);
            _digest.AppendData("\n"u8);
        }

        static byte[] Blank(int length)
        {
            var line = new byte[length];
            line.AsSpan().Fill((byte)' ');
            return line;
        }

        string? Tell()
        {
            List<string> what = [];
            var first = string.Join(", ", unreadable.Take(Math.Min(damaged, 5)).Select(line => line.Number));
            if (damaged == 1) what.Add($"line {first} is damaged and cannot be read");
            else if (damaged > 1)
                what.Add($"lines {first}{(damaged > 5 ? $" and {damaged - 5} more" : "")} are damaged and cannot be read");
            if (cut > 0) what.Add($"{cut} bytes at the end cannot be read, of a run that was stopped");
            return what.Count == 0 ? null : $"{string.Join("; ", what)}. Their images are done again.";
        }
    }

    // Where all lines can be read, but one of them is another than it was, nobody knows which.
    private void Verify()
    {
        RunManifest manifest;
        try
        {
            manifest = RunManifest.Read(_file.Manifest);
        }
        catch (Exception e) when (e is FileNotFoundException or FormatException)
        {
            return; // None, or none that tells anything.
        }

        if (manifest.Bytes == _stream.Length && manifest.Sha256 != Convert.ToHexStringLower(_digest.GetCurrentHash()))
            throw new RunRefusedException($"'{_file.Results}' is not as its run left it, and its checksum does not tell which "
                + $"image's results were changed. Move it away to do all again, or '{_file.Manifest}' to keep it as it is.");
    }

    private void Compare(ReadOnlySpan<byte> line)
    {
        RunHeader was;
        try
        {
            was = JsonSerializer.Deserialize(line, RunContext.Default.RunHeader) ?? throw new JsonException("There is "
                + "nothing in it.");
        }
        catch (JsonException e)
        {
            throw Foreign(e);
        }

        if (was.DifferencesFrom(_header) is { Count: > 0 } differences)
            throw new RunRefusedException($"'{_file.Results}' was made in another way: {string.Join("; ", differences)}. "
                + "Give the same, or another folder.");
    }

    private RunRefusedException Foreign(Exception? inner) =>
        new($"'{_file.Results}' does not begin as results do; move it away.", inner);

    // A header that was not written to its end; anything else is somebody's file.
    private bool IsTorn(byte[] header)
    {
        var there = new byte[Math.Min(_stream.Length, header.Length + 1)];
        _stream.Position = 0;
        _stream.ReadExactly(there);
        return header.AsSpan().StartsWith(there);
    }

    private void RemoveGone()
    {
        if (!_images.Values.Any(state => state is { IsDone: true, IsListed: false })) return;
        List<string> gone = [];
        _stream.Position = 0;
        var reader = new LineReader(_stream);
        while (reader.TryRead(out var line))
            if (ImageRecord.Read(line) is { IsGone: false } record && !IsUnlisted(record.Key)
                && _images.TryGetValue(ImageKey.Hash(record.Key), out var state) && !state.IsListed
                && _images.Remove(ImageKey.Hash(record.Key))) gone.Add(record.Key);
        foreach (var key in gone) Write(new(key, default, null, IsGone: true, default), []);
    }

    private bool IsUnlisted(string key) =>
        _unlisted.Any(folder => folder == "." || key.StartsWith($"{folder}/", StringComparison.Ordinal));

    private void Write(ImageRecord record, ReadOnlySpan<byte> rows)
    {
        _line.ResetWrittenCount();
        _lineWriter.Reset();
        record.Begin(_lineWriter);
        if (!record.IsGone)
        {
            _lineWriter.WritePropertyName("rows");
            _lineWriter.WriteRawValue(rows, skipInputValidation: true);
        }

        _lineWriter.WriteEndObject();
        _lineWriter.Flush();
        WriteLine(_line.WrittenSpan);
    }

    // At once, so that nothing but the last line can be torn.
    private void WriteLine(ReadOnlySpan<byte> line)
    {
        byte[] whole = [.. line, (byte)'\n'];
        Try<object?>(_file, () =>
        {
            // A file without a name takes bytes all the same, and they are gone with it.
            if (!File.Exists(_file.Results)) throw new FileNotFoundException("It is there no more.");
            RandomAccess.Write(_stream.SafeFileHandle, whole, RandomAccess.GetLength(_stream.SafeFileHandle));
            return null;
        });
        _digest.AppendData(whole);
    }

    private static T Try<T>(PartFile file, Func<T> work)
    {
        try
        {
            return work();
        }
        // A file that would be larger than the file system takes is out of range to .NET.
        catch (Exception e) when (e is IOException and not RunInterruptedException or UnauthorizedAccessException
            or ArgumentOutOfRangeException)
        {
            throw new RunInterruptedException($"'{file.Results}' cannot be written: {e.Message} "
                + (File.Exists(file.Results) ? "What is in it is kept; " : "") + "--resume (-Resume) goes on.", e);
        }
    }

    private readonly record struct State(FileStamp Stamp, bool IsDone, bool IsFailed, bool IsListed);
}
