using SaliencyPS.Engines.Managed.Steps;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>A step and the layouts between which it works.</summary>
/// <param name="Step">The step.</param>
/// <param name="Inputs">Layout of every input.</param>
/// <param name="Output">Layout of the result.</param>
internal readonly record struct BlockedForm(Step Step, Layout Inputs, Layout Output);
