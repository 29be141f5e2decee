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
                var (before, after, decisions) = OpenDecisions.Explain(executor, Tolerance, () => RelativeError.Of(
                    executor.Backward([int.Parse(row["classIndex"])], new Parallelism(2)).Span, gradient));
                output.WriteLine(
                    $"{row["name"]}: logits {logitError:E1}, gradient {before:E1}, {after:E1} with {decisions} decisions taken "
                        + $"over");
                Assert.True(after < Tolerance && decisions <= MostDecisions,
                    $"gradient of {row["name"]}: relative L2 error {after:E2} with {decisions} decisions taken over");
            }
        }
    }
}
