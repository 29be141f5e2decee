using SaliencyPS.Engines.Managed;
using SaliencyPS.Networks.Store;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Engines.Managed;

/// <summary>Real networks against logits and input gradients that PyTorch computed in float32.</summary>
/// <remarks>
/// A unit whose input lies within rounding of a rectifier's kink, or of a tie between two elements of a pool, has two right
/// gradients, and which one a program takes depends on the order of its sums: PyTorch's own float32 and float64 gradients of
/// these photographs differ by up to 8e-3. So where a gradient is farther than 1e-4 from PyTorch's, the test looks for decisions
/// that change when the input changes by less than its rounding, takes them over where that brings the gradients together, and
/// demands that these few decisions explain the whole difference.
/// </remarks>
[Trait("Speed", "Slow")]
public class ReferenceNumberTests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-4;
    private const int MostDecisions = 40;

    // A decision that brings the gradients together by less than this explains nothing.
    private const double Noise = 1e-6;

    [Fact]
    public void Logits_and_input_gradients_agree_with_PyTorch()
    {
        foreach (var group in SharedData.Rows("reference", "index.csv").GroupBy(row => row["network"]))
        {
            var network = NetworkReader.Read(SharedData.Path("networks", group.Key + ".onnx"));
            var executor = TestExecutor.Fast(network);
            foreach (var row in group)
            {
                var input = SharedData.Numbers("reference", row["name"] + ".input.npy");
                input.CopyTo(executor.Input.Span);
                var logits = executor.Forward(new Parallelism(2));
                var logitError = RelativeError.Of(logits.Span, SharedData.Numbers("reference", row["name"] + ".logits.npy"));
                Assert.True(logitError < Tolerance, $"logits of {row["name"]}: relative L2 error {logitError:E2}");

                var gradient = SharedData.Numbers("reference", row["name"] + ".gradient.npy");
                var (before, after, decisions) = Explain(executor, input, gradient, int.Parse(row["classIndex"]));
                output.WriteLine(
                    $"{row["name"]}: logits {logitError:E1}, gradient {before:E1}, {after:E1} with {decisions} decisions taken "
                        + $"over");
                Assert.True(after < Tolerance && decisions <= MostDecisions,
                    $"gradient of {row["name"]}: relative L2 error {after:E2} with {decisions} decisions taken over");
            }
        }
    }

    // Relative error of the gradient as computed, and after taking over decisions that rounding leaves open.
    private static (double Before, double After, int Decisions) Explain(Executor<float> executor,
        float[] input, float[] expected, int target)
    {
        double Gradient() => RelativeError.Of(executor.Backward([target], new Parallelism(2)).Span, expected);
        var before = Gradient();
        if (before < Tolerance) return (before, before, 0);

        var states = executor.Saved.ToArray();
        var open = new HashSet<(int Place, byte Value)>();
        var random = new Random(1);
        for (var trial = 0; trial < 40; trial++)
        {
            // A few units in the last place of a value near 2, the range of a normalised input.
            for (var i = 0; i < input.Length; i++)
                executor.Input.Span[i] = input[i] + (float)((random.NextDouble() * 2 - 1) * 5e-7);
            executor.Forward(new Parallelism(2));
            ReadOnlySpan<byte> one = states, other = executor.Saved.Span;
            for (var place = 0; place < one.Length; place++) if (one[place] != other[place]) open.Add((place, other[place]));
        }

        states.CopyTo(executor.Saved.Span);
        var current = executor.Saved.Span;
        var (best, decisions) = (before, 0);
        foreach (var (place, value) in open)
        {
            var kept = current[place];
            current[place] = value;
            var error = Gradient();
            if (error < best - Noise) (best, decisions) = (error, decisions + 1);
            else current[place] = kept;
        }

        return (before, best, decisions);
    }
}
