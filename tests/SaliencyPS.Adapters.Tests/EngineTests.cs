using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using SaliencyPS.Adapters;
using SaliencyPS.Evaluation.Agreement;
using SaliencyPS.Hosting;
using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Tests.HouseRules;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Adapters;

/// <summary>What libraries that run networks must do, and how one is chosen.</summary>
public sealed class EngineTests(Libraries libraries)
{
    // It has an operator that ONNX Runtime knows and nobody else.
    private static readonly string Strange = Images.PathOf("strange.onnx");

    private static readonly string Colors = Path.Combine(Repository.Root, "tests", "Pester", "fixtures", "colors.onnx");

    [Fact]
    public void Choices_are_those_of_the_catalog() => Assert.Equal(Enum.GetNames<EngineChoice>().Except(["Managed", "Auto"]),
        AdapterCatalog.All.Where(adapter => adapter.Kind == EngineKind.Compute).Select(adapter => adapter.Name));

    [Fact]
    public void Scores_are_those_of_the_managed_engine_whatever_batch_and_threads()
    {
        var engine = libraries.Load<IEngineAdapter>("OnnxRuntime").Engines[0];
        foreach (var path in (string[])[NetworkStore.BuiltIn.Path, Colors])
        {
            var (ours, theirs) = (NetworkReader.Read(path), Read(path, EngineChoice.OnnxRuntime));
            Assert.Equal((ours.Input, ours.ClassCount, ours.Probability, ours.Digest),
                (theirs.Input, theirs.ClassCount, theirs.Probability, theirs.Digest));
            Assert.Equal(ours.Labels, theirs.Labels);
            Assert.Equal($"{ours.Preprocessing}", $"{theirs.Preprocessing}");
            var expected = Run(ComputeEngines.Default, ours, batch: 3, threads: 1);
            var alone = Run(engine, theirs, batch: 3, threads: 1);
            Assert.InRange(RelativeError.Of(alone, expected), 0, 1e-4);
            Assert.Equal(alone, Run(engine, theirs, batch: 3, threads: 4));
            Assert.Equal(alone.Take(ours.ClassCount), Run(engine, theirs, batch: 1, threads: 2));
        }
    }

    [Fact]
    public void A_network_that_nobody_else_reads_is_explained_by_methods_without_gradients()
    {
        libraries.Load<IEngineAdapter>("OnnxRuntime");
        Assert.Contains("Shrink", Assert.Throws<NetworkFormatException>(() => NetworkReader.Read(Strange)).Message);
        var network = Read(Strange, EngineChoice.Auto);
        Assert.Contains("OnnxRuntime reads it, forward only", Assert.Single(network.Notes));
        var options = new SaliencyOptions { Attribution = new() { Method = SaliencyMethod.Occlusion }, Top = 1 };
        var engine = EngineSelection.Choose(
            new(EngineChoice.Auto), one => SaliencyPlan.For(network, options with { Engine = one }));
        Assert.Equal("OnnxRuntime", engine.Describe().Name);
        Assert.Equal((ProbabilityKind.Softmax, 3), (network.Probability, network.ClassCount));
        // Red in the left half only; class 0 is red.
        var image = new RgbImage(32, 32);
        for (var y = 0; y < 32; y++)
            for (var x = 0; x < 16; x++) image[x, y][0] = 255;
        var map = Assert.Single(new SaliencyAnalyzer(network, options with { Engine = engine }).Analyze(image, "red.png"));
        Assert.Equal(0, map.ClassIndex);
        var values = map.Map.ToImage();
        Assert.True(values[16 * 32 + 4] > 2 * Math.Abs(values[16 * 32 + 28]), $"{values[16 * 32 + 4]}, {values[16 * 32 + 28]}");
    }

    /// <summary>Where there is no GPU, or none that it can use, the list says why and what brings one.</summary>
    [Fact]
    public void What_is_missing_for_a_GPU_is_said()
    {
        var adapter = libraries.Load<IEngineAdapter>("OnnxRuntime");
        Assert.SkipWhen(adapter.Engines.Length > 1, "There is a GPU.");
        var missing = Assert.Single(adapter.Missing);
        Assert.Equal(("OnnxRuntime cuda", false), (missing.Name, missing.IsAvailable));
        Assert.Contains("Microsoft.ML.OnnxRuntime.Gpu 1.31.1", missing.Reason);
        Assert.Contains("SALIENCYPS_ONNXRUNTIME", missing.Reason);
        Assert.Contains(missing, SaliencyEngines.Describe(AdapterCatalog.Find("OnnxRuntime")));
    }

    /// <summary>
    /// Packages for GPUs, which not every source has, are named where they are asked for, and nowhere else.
    /// </summary>
    [Theory]
    [InlineData("TorchSharp", "TorchSharp-cuda-linux", "TorchSharp-cuda-windows")]
    [InlineData("OnnxRuntime", "Microsoft.ML.OnnxRuntime.Gpu", "Microsoft.ML.OnnxRuntime.Gpu")]
    public async Task Packages_for_GPUs_are_named_under_a_switch(string adapter, string here, string onWindows)
    {
        var package = OperatingSystem.IsWindows() ? onWindows : here;
        Assert.Contains($"\"{package}\"", await References("-p:Cuda=true"));
        Assert.DoesNotContain(package, await References());

        async Task<string> References(params string[] further)
        {
            var project = Path.Combine(Repository.Root, "src", $"SaliencyPS.Adapters.{adapter}");
            using var process = Process.Start(new ProcessStartInfo("dotnet",
                ["msbuild", project, "-getItem:PackageReference", .. further]) { RedirectStandardOutput = true })!;
            var text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, text);
            return text;
        }
    }

    /// <summary>The library looks for this before it starts, where no test can see what it would send.</summary>
    [Fact]
    public void OnnxRuntime_sends_no_reports()
    {
        libraries.Load<IEngineAdapter>("OnnxRuntime");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the environment is one for .NET and native code.");
        Assert.Equal("1", Marshal.PtrToStringUTF8(NativeVariable("ORT_DISABLE_TELEMETRY")));
    }

    [DllImport("libc", EntryPoint = "getenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern nint NativeVariable(string name);

    [Fact]
    public void What_it_cannot_do_is_said()
    {
        var engine = libraries.Load<IEngineAdapter>("OnnxRuntime").Engines[0];
        var network = Read(Colors, EngineChoice.OnnxRuntime);
        var options = new SaliencyOptions();
        Assert.Contains("forward only", Assert.Throws<NotSupportedException>(
            () => SaliencyPlan.For(network, options with { Engine = engine })).Message);
        var fault = Assert.Throws<NotSupportedException>(
            () => EngineSelection.Choose(
            new(EngineChoice.Auto), one => SaliencyPlan.For(network, options with { Engine = one })));
        Assert.Contains("does not compute OnnxFile", fault.Message);
        // A graph of our layers is for others to run.
        Assert.Throws<NotSupportedException>(() => engine.CreateExecutor(
            NetworkReader.Read(Colors), new() { GradientsPerSample = 0 }));
        Assert.Same(ComputeEngines.Default, EngineSelection.Choose(new(EngineChoice.Auto), one => one.Bytes(
            NetworkReader.Read(Colors), new())));
        var executor = engine.CreateExecutor(network, new() { GradientsPerSample = 0 });
        Assert.Throws<InvalidOperationException>(() => executor.Backward());
        Assert.Throws<InvalidOperationException>(() => executor.Value(1));
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => executor.Forward(new Parallelism(1, stop.Token)));
    }

    [Fact]
    public void A_network_is_verified_by_the_engine_that_is_asked_for()
    {
        var engine = libraries.Load<IEngineAdapter>("OnnxRuntime").Engines[0];
        var network = Read(Colors, EngineChoice.OnnxRuntime);
        var logits = Run(ComputeEngines.Default, NetworkReader.Read(Colors), batch: 1, threads: 1);
        var folder = Directory.CreateTempSubdirectory("saliency-verify-").FullName;
        var file = Path.Combine(folder, "colors.input.npy");
        File.WriteAllBytes(file, Numpy(string.Join(", ", network.Input.Sizes.ToArray()), Values(network.Input.Length)));
        File.WriteAllBytes(Path.Combine(folder, "colors.logits.npy"), Numpy($"{network.ClassCount},", logits));
        var verified = NetworkVerifier.Verify(
            network, NetworkReference.Read(file, network), new() { Engine = engine }, new Parallelism(1));
        Assert.True(verified.Passed);
        Assert.Equal($"{engine.Describe()}", verified.Engine);
        Assert.StartsWith("OnnxRuntime 1.", verified.Engine);
        Directory.Delete(folder, recursive: true);
    }

    private static Network Read(string path, EngineChoice choice) =>
        NetworkReader.Read(path, null, null, EngineSelection.Reader(choice));

    private static float[] Run(IComputeEngine engine, Network network, int batch, int threads)
    {
        var executor = engine.CreateExecutor(network, new() { Batch = batch, GradientsPerSample = 0 });
        Values(executor.Input.Span.Length).CopyTo(executor.Input.Span);
        return executor.Forward(new Parallelism(threads)).Span.ToArray();
    }

    private static float[] Values(int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }

    private static byte[] Numpy(string shape, float[] values)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({shape}), }}");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. MemoryMarshal.AsBytes(values.AsSpan())];
    }
}
