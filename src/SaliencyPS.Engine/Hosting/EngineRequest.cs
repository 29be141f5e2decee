namespace SaliencyPS.Hosting;

/// <summary>What a user asks for to run networks.</summary>
/// <param name="Choice">The engine.</param>
/// <param name="Device">The device, such as cpu, cuda (any of that kind) or cuda:1, in any case; null for the fastest.</param>
/// <param name="Precision">The numbers of products.</param>
internal sealed record EngineRequest(EngineChoice Choice, string? Device = null, Precision Precision = Precision.Float32);
