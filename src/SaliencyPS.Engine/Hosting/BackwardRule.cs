namespace SaliencyPS.Hosting;

/// <summary>What one node does to the signal on its way back, as data that an engine executes or declares unsupported.</summary>
internal abstract record BackwardRule;
