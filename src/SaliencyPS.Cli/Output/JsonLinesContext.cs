using System.Text.Json.Serialization;
using SaliencyPS.Networks.Store;
using SaliencyPS.Results.Lines;

namespace SaliencyPS.Cli.Output;

/// <summary>The objects that go out as JSON, serialised without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(MapLine))]
[JsonSerializable(typeof(ScoreLine))]
[JsonSerializable(typeof(BoxLine))]
[JsonSerializable(typeof(NeuronLine))]
[JsonSerializable(typeof(ClassImageLine))]
[JsonSerializable(typeof(EvaluationLine))]
[JsonSerializable(typeof(EvaluationSummary))]
[JsonSerializable(typeof(SanityLine))]
[JsonSerializable(typeof(FaithfulnessMeasurement))]
[JsonSerializable(typeof(NetworkLine))]
[JsonSerializable(typeof(AvailableNetwork))]
[JsonSerializable(typeof(LayerLine))]
[JsonSerializable(typeof(NetworkDetails))]
[JsonSerializable(typeof(EngineLine))]
[JsonSerializable(typeof(VerificationLine))]
internal sealed partial class JsonLinesContext : JsonSerializerContext;
