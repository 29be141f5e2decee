using System.Text.Json.Serialization;

namespace SaliencyPS.Results.Lines;

/// <summary>Results that are written as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(MapLine))]
[JsonSerializable(typeof(ScoreLine))]
[JsonSerializable(typeof(BoxLine))]
internal sealed partial class ResultLinesContext : JsonSerializerContext;
