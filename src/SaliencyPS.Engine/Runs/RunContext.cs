using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SaliencyPS.Runs;

/// <summary>How headers and manifests are written and read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunHeader))]
[JsonSerializable(typeof(RunManifest))]
internal sealed partial class RunContext : JsonSerializerContext
{
    /// <summary>Names in any script stay readable.</summary>
    public static RunContext Readable => field ??=
        new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
