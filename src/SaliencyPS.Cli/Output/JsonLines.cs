using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SaliencyPS.Cli.Output;

/// <summary>
/// JSON Lines: one object per line, property names in camelCase, numbers exact and the same under every culture.
/// </summary>
internal static class JsonLines
{
    // Names in any script stay readable: the result goes to programs, not into HTML.
    private static readonly JsonLinesContext Context =
        new(new JsonSerializerOptions(JsonLinesContext.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
        });

    /// <summary>Writes one line and lets the reader have it.</summary>
    public static void Write<T>(TextWriter output, T value)
    {
        output.WriteLine(JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Context.GetTypeInfo(typeof(T))!));
        output.Flush();
    }
}
