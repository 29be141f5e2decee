namespace SaliencyPS.Tests.Export;

/// <summary>What a written network gave for a batch.</summary>
internal sealed record ExportedResults(float[] Scores, long[] Classes, float[] Maps);
