using System.Text.Json.Serialization;

namespace SaliencyPS.Results.Lines;

/// <summary>Results that are written as JSON, and read again, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(MapLine))]
[JsonSerializable(typeof(ScoreLine))]
[JsonSerializable(typeof(BoxLine))]
[JsonSerializable(typeof(EvaluationLine))]
[JsonSerializable(typeof(KeptRow))]
[JsonSerializable(typeof(KeptEvaluation))]
[JsonSerializable(typeof(MapSettings))]
internal sealed partial class ResultLinesContext : JsonSerializerContext;
