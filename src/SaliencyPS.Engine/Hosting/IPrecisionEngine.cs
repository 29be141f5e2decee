namespace SaliencyPS.Hosting;

/// <summary>An engine that computes in several precisions; by itself in single precision.</summary>
internal interface IPrecisionEngine : IComputeEngine
{
    /// <summary>What computes likewise, on this device, in a precision; null where it cannot.</summary>
    IComputeEngine? With(Precision precision);
}
