using SaliencyPS.Engines.Managed.Planning;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;

namespace SaliencyPS.Engines.Managed;

/// <summary>The executor in single precision, which is what users run.</summary>
internal sealed class ManagedExecutor(CompiledGraph graph, Network network, ExecutionPlan plan)
    : Executor<float>(graph, network, plan), IExecutor;
