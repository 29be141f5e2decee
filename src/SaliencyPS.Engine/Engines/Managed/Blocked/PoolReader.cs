namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>A window that reads a position of the input.</summary>
/// <param name="Window">Which one.</param>
/// <param name="Tap">The tap that reads it; 0 is the first inside the input.</param>
internal readonly record struct PoolReader(int Window, int Tap);
