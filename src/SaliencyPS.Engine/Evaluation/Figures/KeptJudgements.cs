using System.Buffers.Binary;
using System.Text.Json;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Localization;
using SaliencyPS.Results.Lines;
using SaliencyPS.Results.Merged;
using SaliencyPS.Runs;

namespace SaliencyPS.Evaluation.Figures;

/// <summary>Judged results that were kept: counts them as if they had just been judged.</summary>
/// <param name="meter">Counts them.</param>
/// <param name="find">The file of an image by what it is called, and its truth; null where it has none.</param>
internal sealed class KeptJudgements(LocalizationMeter meter, Func<string, (string Path, GroundTruthImage Truth)?> find)
    : IMergedResults
{
    /// <summary>What is kept of a judged result besides its line.</summary>
    public static Judgement Keep(ClassJudgement judged) => new(judged.TrueClass!, judged.Found?.Area, judged.Found?.Instance,
        judged.IsDifficult, judged.BoxesBeyond, judged.GoodBoxes is { } good ? Pack(good) : null,
        judged.Pixels is { } pixels ? Pack(pixels) : null);

    /// <inheritdoc/>
    public void Add(ImageRecord record, ReadOnlySpan<byte> line)
    {
        foreach (var row in new RowReader(line[record.Rows]))
        {
            if (find(record.Key) is not var (path, truth))
                throw new MergeException($"The ground truth knows nothing of '{record.Key}'.", []);
            try
            {
                meter.Add(Read(row, path, truth));
            }
            catch (Exception e) when (e is JsonException or FormatException)
            {
                throw new MergeException($"A result of '{record.Key}' cannot be read: {e.Message}", []);
            }
        }
    }

    /// <inheritdoc/>
    public void Complete() { }

    private static ClassJudgement Read(ReadOnlySpan<byte> row, string path, GroundTruthImage truth)
    {
        var read = ResultLines.ReadEvaluation(row);
        var judged = read.Judged;
        return new()
        {
            Path = path, ClassIndex = read.ClassIndex, Label = read.Label, Rank = read.Rank, Truth = truth,
            TrueClass = judged.TrueClass, HasBox = true, Overlap = read.IntersectionOverUnion, PointingHit = read.PointingHit,
            Found = judged is { MaskArea: { } area, Instance: { } instance } && read is { X: { } x, Y: { } y, Width: { } width,
                Height: { } height } ? (new BoundingBox(x, y, width, height), area, instance) : null,
            IsDifficult = judged.IsDifficult, BoxesBeyond = judged.BoxesBeyond,
            GoodBoxes = judged.GoodBoxes is { } good ? Bits(good, MapSweep.Overlaps.Length * MapSweep.Thresholds) : null,
            Pixels = judged.Pixels is { } pixels ? Numbers(pixels, 2 * MapSweep.Thresholds) : null,
        };
    }

    private static byte[] Pack(bool[] bits)
    {
        var bytes = new byte[(bits.Length + 7) / 8];
        for (var i = 0; i < bits.Length; i++)
            if (bits[i]) bytes[i / 8] |= (byte)(1 << (i % 8));
        return bytes;
    }

    private static byte[] Pack(ushort[] numbers)
    {
        var bytes = new byte[2 * numbers.Length];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), numbers[i]);
        return bytes;
    }

    private static bool[] Bits(byte[] bytes, int count)
    {
        if (bytes.Length != (count + 7) / 8) throw new FormatException($"It has {bytes.Length} bytes for {count} bits.");
        var bits = new bool[count];
        for (var i = 0; i < count; i++) bits[i] = (bytes[i / 8] >> (i % 8) & 1) == 1;
        return bits;
    }

    private static ushort[] Numbers(byte[] bytes, int count)
    {
        if (bytes.Length != 2 * count) throw new FormatException($"It has {bytes.Length} bytes for {count} numbers.");
        var numbers = new ushort[count];
        for (var i = 0; i < count; i++) numbers[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2 * i));
        return numbers;
    }
}
