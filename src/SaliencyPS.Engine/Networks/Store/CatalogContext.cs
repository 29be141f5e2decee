using System.Text.Json;
using System.Text.Json.Serialization;

namespace SaliencyPS.Networks.Store;

/// <summary>How a catalog is read; made by the compiler, so that a program without a compiler of its own can.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, AllowDuplicateProperties = false, AllowTrailingCommas = true,
    ReadCommentHandling = JsonCommentHandling.Skip, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(CatalogEntry[]))]
internal sealed partial class CatalogContext : JsonSerializerContext;
