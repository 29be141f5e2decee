using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SaliencyPS.Cli.Output;

/// <summary>JSON Lines: one object per line, numbers invariant and exact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(MapLine))]
[JsonSerializable(typeof(BoxLine))]
[JsonSerializable(typeof(ClassImageLine))]
[JsonSerializable(typeof(NetworkLine))]
[JsonSerializable(typeof(NetworkDetails))]
internal sealed partial class Json : JsonSerializerContext
{
    // Names in any script stay readable; the result goes to programs, not into HTML.
    private static readonly Json Readable = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes one line and lets the reader have it.</summary>
    public static void WriteLine<T>(TextWriter output, T value)
    {
        output.WriteLine(JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Readable.GetTypeInfo(typeof(T))!));
        output.Flush();
    }
}
