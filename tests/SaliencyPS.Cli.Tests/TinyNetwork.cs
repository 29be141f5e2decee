using System.Text;

namespace SaliencyPS.Cli.Tests;

/// <summary>
/// Writes an ONNX file (protocol buffers, by hand): 3×16×16 → Conv 3×3 → Relu → GlobalAveragePool → Flatten, six classes, the
/// first three of which like red, green and blue.
/// </summary>
internal static class TinyNetwork
{
    public const int Classes = 6;

    public static readonly string[] Labels = ["red thing", "green thing", "blue thing", "Käfer, Biene", "a/b", "plain"];

    public static void Write(string path)
    {
        File.WriteAllBytes(path, [.. Number(1, 8), .. Message(8, [.. Text(1, ""), .. Number(2, 13)]), .. Message(7, Graph())]);
        File.WriteAllText(Path.ChangeExtension(path, ".json"), """
            {
              "mean": [0, 0, 0], "std": [1, 1, 1], "resize": 18,
              "labels": ["red thing", "green thing", "blue thing", "Käfer, Biene", "a/b", "plain"]
            }
            """);
    }

    private static byte[] Graph() =>
    [
        .. Message(1, [.. Node("Conv", "image", "maps", "weights", "biases"),
            .. Message(5, [.. Text(1, "pads"), .. Enumerable.Range(0, 4).SelectMany(_ => Number(8, 1)), .. Number(20, 7)])]),
        .. Message(1, Node("Relu", "maps", "active")),
        .. Message(1, Node("GlobalAveragePool", "active", "means")),
        .. Message(1, Node("Flatten", "means", "scores")),
        .. Text(2, "tiny"),
        .. Message(5, [.. Number(1, Classes), .. Number(1, 3), .. Number(1, 3), .. Number(1, 3), .. Number(2, 1),
            .. Text(8, "weights"), .. Message(9, Weights())]),
        .. Message(5, [.. Number(1, Classes), .. Number(2, 1), .. Text(8, "biases"),
            .. Message(9, Singles(Enumerable.Repeat(0.1f, Classes)))]),
        .. Message(11, Value("image", 1, 3, 16, 16)),
        .. Message(12, Value("scores", 1, Classes)),
    ];

    // Small differences between the taps, so that maps are not flat; class c < 3 is fond of channel c, the others of light.
    private static byte[] Weights() => Singles(Enumerable.Range(0, Classes * 27).Select(i =>
    {
        var (c, channel) = (i / 27, i / 9 % 3);
        return (i * 7 % 13 - 6) / 40f + (c >= 3 ? 0.1f : c == channel ? 1 : -0.2f);
    }));

    private static byte[] Singles(IEnumerable<float> values) => [.. values.SelectMany(v => BitConverter.GetBytes(v))];

    private static byte[] Node(string type, string input, string output, params string[] more) =>
        [.. Text(1, input), .. more.SelectMany(m => Text(1, m)), .. Text(2, output), .. Text(3, type), .. Text(4, type)];

    private static byte[] Value(string name, params int[] shape) =>
        [.. Text(1, name),
            .. Message(2, Message(1, [.. Number(1, 1), .. Message(2, [.. shape.SelectMany(d => Message(1, Number(1, d)))])]))];

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Message(int field, byte[] content) =>
        [.. Varint(field << 3 | 2), .. Varint(content.Length), .. content];

    private static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

    private static byte[] Varint(int value) => value < 0x80 ? [(byte)value] : [(byte)(value | 0x80), .. Varint(value >> 7)];
}
