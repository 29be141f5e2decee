using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SaliencyPS.Imaging.Jpeg;

/// <summary>
/// Decodes JPEG (ITU-T T.81): baseline, extended sequential and progressive Huffman coding, 8 bits per sample. The result agrees
/// with libjpeg-turbo's default settings, for files without all their scans or with restart markers out of place as well.
/// Arithmetic coding, lossless and hierarchical processes and 12 bits are refused.
/// </summary>
internal sealed class JpegDecoder
{
    /// <summary>Each scan may visit every block, so their number bounds the work; progressive files have about ten.</summary>
    private const int MaximumScans = 100;

    private readonly byte[] _data;
    private readonly ImageLimits _limits;
    private readonly Func<int, int, int> _reduce;
    private readonly CancellationToken _token;
    private readonly JpegTables _tables = new();
    private int _position = 2;
    private int _scans;
    private int _restartInterval;
    private int _orientation;
    private int? _adobeTransform;
    private bool _jfif;
    private JpegFrame? _frame;
    private string? _warning;

    private JpegDecoder(byte[] data, ImageLimits limits, Func<int, int, int> reduce, CancellationToken token) =>
        (_data, _limits, _reduce, _token) = (data, limits, reduce, token);

    /// <summary>Whether the data begin like a JPEG.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> data) => data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    /// <summary>Decodes an image and turns it upright by its EXIF orientation.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="limits">Bounds on the image.</param>
    /// <param name="reduce">
    /// Given width and height of the upright image: how many of its pixels, along each side, one decoded pixel is to be the
    /// mean of; 1, 2, 4 or 8. The mean is taken by a smaller inverse DCT, so that the image never is in memory in full size.
    /// </param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="ImageFormatException">Damaged, truncated, unsupported or too large.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DecodedImage Decode(byte[] data, ImageLimits limits, Func<int, int, int> reduce, CancellationToken token)
    {
        var decoder = new JpegDecoder(data, limits, reduce, token) { _orientation = ReadOrientation(data) };
        decoder.ReadMarkers();
        var frame = decoder._frame ?? throw new ImageFormatException("JPEG: the image has no frame header.");
        var image = JpegRenderer.Render(frame, decoder.ColorSpace(frame), decoder._orientation, token);
        var (width, height) = decoder._orientation < 5 ? (frame.Width, frame.Height) : (frame.Height, frame.Width);
        return new(image, width, height, frame.Reduction)
        {
            Orientation = decoder._orientation, Warning = decoder._warning,
        };
    }

    // Ends with the last scan: what follows, a lacking end marker included, changes nothing.
    private void ReadMarkers()
    {
        while (_frame is not { IsComplete: true })
        {
            var marker = NextMarker();
            if (marker < 0)
                throw new ImageFormatException(_scans == 0
                    ? "JPEG: truncated before the first scan."
                    : $"JPEG: truncated after scan {_scans}.");
            switch (marker)
            {
                case 0xD9: return;
                case 0xC4: _tables.ReadHuffman(Segment()); break;
                case 0xDB: _tables.ReadQuantisation(Segment()); break;
                case 0xDD: _restartInterval = Word(Segment(), "restart interval"); break;
                case 0xDA: ReadScan(Segment()); break;
                case 0xC0 or 0xC1 or 0xC2: ReadFrame(Segment(), marker == 0xC2); break;
                case 0xC3: throw new ImageFormatException("JPEG: lossless coding is not supported.");
                case 0xC9 or 0xCA or 0xCB or 0xCC: throw new ImageFormatException("JPEG: arithmetic coding is not supported.");
                case >= 0xC5 and <= 0xCF:
                    throw new ImageFormatException($"JPEG: the process of marker FF {marker:X2} is not supported.");
                case 0xDE: throw new ImageFormatException("JPEG: hierarchical coding is not supported.");
                case 0xE0: _jfif |= Segment().StartsWith("JFIF\0"u8); break;
                case 0xEE: ReadAdobe(Segment()); break;
                case 0x01 or (>= 0xD0 and <= 0xD8): break; // markers without a segment
                default: Segment(); break;
            }
        }
    }

    // Skips stray bytes; -1 at the end of the data.
    private int NextMarker()
    {
        for (; _position + 1 < _data.Length; _position++)
        {
            if (_data[_position] != 0xFF || _data[_position + 1] is 0x00 or 0xFF) continue;
            _position += 2;
            return _data[_position - 1];
        }

        return -1;
    }

    private ReadOnlySpan<byte> Segment()
    {
        var rest = _data.AsSpan(_position);
        if (rest.Length < 2) throw new ImageFormatException("JPEG: truncated in a segment's length.");
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (length < 2 || length > rest.Length)
            throw new ImageFormatException(
                $"JPEG: the segment at byte {_position - 2} claims {length} bytes; {rest.Length} are left.");
        _position += length;
        return rest[2..length];
    }

    private static int Word(ReadOnlySpan<byte> segment, string name) =>
        segment.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(segment) : throw TooShort(name);

    // EXIF data may be anywhere before the first scan, behind the frame header too, and one block of them may be divided into
    // several segments.
    private static int ReadOrientation(byte[] data)
    {
        var exif = new List<byte>();
        var markers = new JpegDecoder(data, ImageLimits.Default, (_, _) => 1, CancellationToken.None);
        try
        {
            for (var marker = markers.NextMarker(); marker is not (< 0 or 0xD9 or 0xDA); marker = markers.NextMarker())
            {
                if (marker is 0x01 or (>= 0xD0 and <= 0xD8)) continue;
                var segment = markers.Segment();
                if (marker == 0xE1 && segment.StartsWith(ExifOrientation.Mark))
                    exif.AddRange(segment[(exif.Count == 0 ? 0 : ExifOrientation.Mark.Length)..]);
            }
        }
        catch (ImageFormatException)
        {
            // Whoever decodes the image says so.
        }

        return ExifOrientation.Read(CollectionsMarshal.AsSpan(exif));
    }

    private void ReadAdobe(ReadOnlySpan<byte> segment)
    {
        if (segment.Length >= 12 && segment.StartsWith("Adobe"u8)) _adobeTransform = segment[11];
    }

    private void ReadFrame(ReadOnlySpan<byte> segment, bool progressive)
    {
        if (_frame is not null)
            throw new ImageFormatException("JPEG: a second frame in one image (hierarchical coding) is not supported.");
        _frame = new JpegFrame(
            segment, progressive, _limits, (width, height) => _orientation < 5 ? _reduce(width, height) : _reduce(height, width));
        // Refuse what cannot be, before memory is taken: every block takes two bits at least (progressive: one).
        var bits = (_data.Length - _position) * 8L;
        if (_frame.Blocks * (progressive ? 1 : 2) > bits)
            throw new ImageFormatException(
                $"JPEG: truncated: {_data.Length} bytes cannot hold {_frame.Width}×{_frame.Height} pixels.");
    }

    private void ReadScan(ReadOnlySpan<byte> segment)
    {
        var frame = _frame ?? throw new ImageFormatException("JPEG: a scan comes before the frame header.");
        if (++_scans > MaximumScans) throw new ImageFormatException($"JPEG: more than {MaximumScans} scans.");
        var count = segment.Length > 0 ? segment[0] : 0;
        if (count is < 1 or > 4 || segment.Length < 4 + 2 * count) throw TooShort("scan header");

        var components = new JpegComponent[count];
        var (dc, ac) = (new HuffmanTable?[count], new HuffmanTable?[count]);
        for (var i = 0; i < count; i++)
        {
            var (id, selectors) = (segment[1 + 2 * i], segment[2 + 2 * i]);
            components[i] = Array.Find(frame.Components, c => c.Id == id && Array.IndexOf(components, c, 0) < 0)
                ?? throw new ImageFormatException(
                    $"JPEG: scan {_scans} names component {id}, which is not there or named twice.");
            (dc[i], ac[i]) = (_tables.Dc(selectors >> 4, !frame.Progressive), _tables.Ac(selectors, !frame.Progressive));
        }

        var band = segment[(1 + 2 * count)..];
        var scan = frame.Progressive
            ? new JpegScan(_scans, components, dc, ac, band[0], band[1], band[2] >> 4, band[2] & 15, _restartInterval)
            : new JpegScan(_scans, components, dc, ac, 0, 63, 0, 0, _restartInterval);
        if (frame.Progressive) CheckProgression(scan);
        foreach (var component in components) component.Begin(_tables.Steps(component.TableIndex), frame.Progressive);
        (_position, var lossy) = BlockDecoder.DecodeScan(_data, _position, frame, scan, _token);
        if (lossy)
            _warning ??= $"JPEG: scan {scan.Number} is damaged: a restart marker is missing or out of place. "
                + "What is lost by it is gray or coarse.";
    }

    // T.81 section G.1.1.1: DC alone and possibly interleaved, or a band of AC of one component; refined bit by bit. Coefficients
    // that are refined before they are there, or twice by one bit, would be work without end for little data.
    private static void CheckProgression(JpegScan scan)
    {
        var band = scan.First == 0 ? scan.Last == 0 : scan.First <= scan.Last && scan.Last < 64 && scan.Components.Length == 1;
        var bits = scan.Low <= 13 && (scan.High == 0 || scan.Low == scan.High - 1);
        if (!band || !bits)
            throw new ImageFormatException(
                $"JPEG: scan {scan.Number} has impossible progression parameters "
                + $"{scan.First}–{scan.Last}, {scan.High}–{scan.Low}.");
        foreach (var component in scan.Components)
        {
            var arrived = component.LowestBits.AsSpan(scan.First, scan.Last - scan.First + 1);
            if (scan.High > 0 && arrived.IndexOfAnyExcept(scan.High) is >= 0 and var k)
                throw new ImageFormatException(
                    $"JPEG: scan {scan.Number} refines bit {scan.Low} of coefficient {scan.First + k}, "
                    + (arrived[k] < 0 ? "which no scan has coded yet." : $"which has arrived down to bit {arrived[k]}."));
            arrived.Fill(scan.Low);
        }
    }

    // The Adobe marker's word counts, but not against JFIF's; without either, the letters R, G, B as identifiers mean RGB.
    private JpegColor ColorSpace(JpegFrame frame) => frame.Components switch
    {
        { Length: 1 } => JpegColor.Gray,
        { Length: 4 } => _adobeTransform is null or 0 ? JpegColor.Cmyk : JpegColor.Ycck,
        _ when _jfif => JpegColor.YCbCr,
        _ when _adobeTransform is not null => _adobeTransform == 0 ? JpegColor.Rgb : JpegColor.YCbCr,
        [{ Id: 'R' }, { Id: 'G' }, { Id: 'B' }] => JpegColor.Rgb,
        _ => JpegColor.YCbCr,
    };

    private static ImageFormatException TooShort(string what) => new($"JPEG: the {what} is too short.");
}
