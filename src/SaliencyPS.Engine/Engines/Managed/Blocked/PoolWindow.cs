namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>One window along one axis.</summary>
/// <param name="First">First tap inside the input.</param>
/// <param name="End">End of the taps.</param>
/// <param name="Count">Taps that count for a mean.</param>
internal readonly record struct PoolWindow(int First, int End, int Count = 0)
{
    /// <summary>Taps inside the input that are so many positions apart.</summary>
    public int Taps(int step) => (End - First + step - 1) / step;
}
