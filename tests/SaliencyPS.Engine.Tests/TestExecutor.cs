using System.Numerics;
using SaliencyPS.Engines.Managed;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;

namespace SaliencyPS.Tests;

/// <summary>Executors of the managed engine: with fast steps, or with scalar ones in any precision.</summary>
internal static class TestExecutor
{
    private static readonly ManagedEngine Engine = new();

    public static Executor<float> Fast(Network network, int batch = 1, int gradientsPerSample = 1,
        BackwardRules? rules = null, params int[] hooks) =>
        (Executor<float>)Engine.CreateExecutor(network, Plan(batch, gradientsPerSample, rules, hooks));

    public static Executor<T> Reference<T>(Network network, int batch = 1, int gradientsPerSample = 1,
        BackwardRules? rules = null, params int[] hooks)
        where T : unmanaged,
        IBinaryFloatingPointIeee754<T> => Engine.CreateReference<T>(network, Plan(batch, gradientsPerSample, rules, hooks));

    public static Executor<float> Of(bool reference, Network network, int batch = 1, int gradientsPerSample = 1,
        BackwardRules? rules = null, params int[] hooks) =>
        reference ? Reference<float>(network, batch, gradientsPerSample, rules, hooks)
            : Fast(network, batch, gradientsPerSample, rules, hooks);

    private static ExecutionPlan Plan(int batch, int gradientsPerSample, BackwardRules? rules, int[] hooks) =>
        new()
        {
            Batch = batch, GradientsPerSample = gradientsPerSample, Hooks = [.. hooks], Rules = [rules ?? BackwardRules.Gradient]
        };
}
