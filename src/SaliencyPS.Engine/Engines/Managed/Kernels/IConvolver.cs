using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>One way to compute a <see cref="TapShape"/>; immutable, shared by all threads.</summary>
internal interface IConvolver
{
    /// <summary>Convolves a batch of blocked (or, with one lane, planar) samples into blocked ones.</summary>
    void Run(Tensor<float> x, Tensor<float> y, Parallelism parallel);
}
