using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Planning;

/// <summary>One step in its place in a compiled graph.</summary>
/// <param name="Name">Name of the layer; of a change of layout, that of the layer it follows.</param>
/// <param name="Step">The computation; null for the input, node 0.</param>
/// <param name="Inputs">Indices of the compiled nodes it reads, all smaller than its own.</param>
/// <param name="Shape">Shape of one sample's result as it lies in memory: whole channel blocks where it is blocked.</param>
internal sealed record CompiledNode(string Name, Step? Step, int[] Inputs, TensorShape Shape);
