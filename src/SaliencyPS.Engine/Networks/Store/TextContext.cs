using System.Text.Json.Serialization;

namespace SaliencyPS.Networks.Store;

/// <summary>How texts become JSON; made by the compiler, so that a program without a compiler of its own can.</summary>
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class TextContext : JsonSerializerContext;
