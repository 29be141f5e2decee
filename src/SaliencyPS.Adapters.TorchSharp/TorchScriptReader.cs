using System.Runtime.InteropServices;
using SaliencyPS.Adapters.TorchSharp.Operators;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Formats.Torch;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp;

/// <summary>
/// Reads TorchScript files as networks of one layer. What such a file does not tell, trials on the processor do.
/// </summary>
internal static class TorchScriptReader
{
    // Rounding differs between batches; samples that mix do so by more.
    private const double Alike = 1e-3;

    private const string Note = "libtorch runs it as a whole: there are scores and their gradients with respect to the input, "
        + "and no inner layers.";

    /// <summary>Reads a file.</summary>
    /// <inheritdoc cref="ScriptReader"/>
    public static Network Read(byte[] file, string name, TensorShape? requested)
    {
        var shape = requested ?? new TensorShape(3, 224, 224);
        try
        {
            using var pass = TorchPass.Begin(null, CPU, gradients: true);
            using var module = TorchScriptFile.Load(file, CPU);
            var random = new Random(1);
            float[] values = [.. Enumerable.Range(0, 2 * shape.Length).Select(_ => random.NextSingle() * 2 - 1)];
            var (first, hasGradient) = Scores(values.AsMemory(0, shape.Length), 1);
            if (!first.SequenceEqual(Scores(values.AsMemory(0, shape.Length), 1).Scores))
                throw new NetworkFormatException("It says something else each time: it was traced as it was in training.",
                    expected: "a file that was traced after eval()");
            var second = Scores(values.AsMemory(shape.Length), 1).Scores;
            var builder = new NetworkBuilder(shape);
            builder.Add(name, new TorchScriptFile(file, shape, first.Length, TakesBatches([.. first, .. second]), hasGradient));
            return builder.Build(name) with { Notes = IsShares(first) && IsShares(second) ? [Note, Shares] : [Note] };

            bool TakesBatches(float[] apart)
            {
                try
                {
                    var together = Scores(values, 2).Scores;
                    return together.Zip(apart).All(pair => Math.Abs(pair.First - pair.Second)
                        <= Alike * Math.Max(1, Math.Abs(pair.Second)));
                }
                catch (Exception e) when (e is ExternalException or NetworkFormatException)
                {
                    return false;
                }
            }

            (float[] Scores, bool HasGradient) Scores(Memory<float> samples, int batch)
            {
                using var scope = NewDisposeScope();
                var input = Transfer.ToDevice(samples, [batch, .. shape.ToLengths()], CPU).requires_grad_(true);
                var scores = TorchScriptFile.Run(module, input);
                return (scores.detach().data<float>().ToArray(), scores.requires_grad);
            }
        }
        catch (ExternalException e)
        {
            throw new NetworkFormatException($"libtorch cannot run it on an input of {shape}: {Reason(e)} Where it takes another "
                + "one, \"input\": [channels, height, width] in a description beside the file says so.", inner: e);
        }
    }

    private const string Shares = "Its scores add up to 1, as those behind a soft-max do. If it ends in one, maps are those of "
        + "probabilities, and \"probability\": \"none\" in a description beside the file keeps them from becoming ones again.";

    private static bool IsShares(float[] scores) => scores.Length > 1 && Array.TrueForAll(scores, score => score is >= 0 and <= 1)
        && Math.Abs(scores.Sum(score => (double)score) - 1) < Alike;

    // libtorch tells the place in the program, in many lines, and then what went wrong; or what went wrong, and then its place.
    private static string Reason(ExternalException fault)
    {
        var lines = fault.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var reason = Array.FindLast(lines, line => line.Contains("Error: ", StringComparison.Ordinal)) ?? lines[0];
        return reason.EndsWith('.') ? reason : $"{reason}.";
    }
}
