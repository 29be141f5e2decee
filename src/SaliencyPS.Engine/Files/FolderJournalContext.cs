using System.Text.Json.Serialization;

namespace SaliencyPS.Files;

/// <summary>How a journal is written and read.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FolderJournal))]
internal sealed partial class FolderJournalContext : JsonSerializerContext;
