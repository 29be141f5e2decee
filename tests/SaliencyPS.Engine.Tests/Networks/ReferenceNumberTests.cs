using SaliencyPS.Networks;
using SaliencyPS.Networks.Formats;
using SaliencyPS.Numerics;
using Xunit;

namespace SaliencyPS.Tests.Networks;

/// <summary>Real networks against logits and input gradients that PyTorch computed in float32.</summary>
public class ReferenceNumberTests
{
    [Fact]
    public void Logits_and_input_gradients_agree_with_PyTorch()
    {
        foreach (var group in SharedData.Rows("reference", "index.csv").GroupBy(row => row["network"]))
        {
            var network = NetworkReader.Read(SharedData.Path("networks", group.Key + ".onnx"));
            var workspace = new Workspace<float>(network);
            foreach (var row in group)
            {
                SharedData.Numbers("reference", row["name"] + ".input.npy").CopyTo(workspace.Input.Span);
                var logits = workspace.Forward(new Parallelism(2)).Span.ToArray();
                Close(SharedData.Numbers("reference", row["name"] + ".logits.npy"), logits, $"logits of {row["name"]}");
                var gradient = workspace.Backward([int.Parse(row["classIndex"])], new Parallelism(2));
                Close(SharedData.Numbers("reference", row["name"] + ".gradient.npy"), gradient.Span.ToArray(), $"gradient of {row["name"]}");
            }
        }
    }

    private static void Close(float[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var error = Math.Sqrt(expected.Zip(actual, (a, b) => (double)(a - b) * (a - b)).Sum() / expected.Sum(a => (double)a * a));
        Assert.True(error < 1e-4, $"{what}: relative L2 error {error:E2}");
    }
}
