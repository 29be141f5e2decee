using System.Text.Json;
using System.Text.Json.Serialization;

namespace SaliencyPS.Adapters;

/// <summary>How adapters.json is read; made by the compiler, so that a program without a compiler of its own can.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AdapterDescription[]))]
internal sealed partial class AdapterCatalogContext : JsonSerializerContext;
