using System.Diagnostics;
using SaliencyPS.Networks.Formats.Onnx;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using Xunit;

namespace SaliencyPS.Tests.Networks.Formats.Onnx;

/// <summary>
/// Damaged graphs of every family of operators: only <see cref="NetworkFormatException"/> may come out of reading them, what can
/// be read can be run, and neither time nor memory runs away. SALIENCYPS_FUZZ sets the number of files per family.
/// </summary>
public sealed class OnnxFuzzTests(ITestOutputHelper output)
{
    private const long MaximumAllocation = 1L << 30;

    // Networks that ask for more are legitimate, and only cost time here.
    private const long MaximumRun = 1 << 22;

    private static readonly TimeSpan MaximumTime = TimeSpan.FromSeconds(4);

    private static readonly int? Iterations = int.TryParse(Environment.GetEnvironmentVariable("SALIENCYPS_FUZZ"), out var count)
        ? count : null;

    /// <summary>The classes that convert operators, each with the cases of its operators.</summary>
    public static TheoryData<string> Families =>
        [.. OnnxOperators.Table.Values.Select(FamilyOf).Distinct().Order(StringComparer.Ordinal), "transformer"];

    [Theory, MemberData(nameof(Families))]
    public void Some_damaged_graphs_are_refused_or_run(string family) => Run(family, 100);

    [Theory, MemberData(nameof(Families)), Trait("Speed", "Slow")]
    public void Damaged_graphs_are_refused_or_run(string family) => Run(family, Iterations ?? 2000);

    private void Run(string family, int iterations)
    {
        List<ProtobufField>[] seeds = [.. Seeds(family).Select(writer => ProtobufField.Parse(writer.ToArray()))];
        Assert.All(seeds, seed => Read(ProtobufField.Write(seed)));
        var random = new Random(20140414);
        var mutator = new OnnxMutator(random);
        Judge(iterations, () =>
        {
            var bytes = mutator.Mutate(seeds[random.Next(seeds.Length)]);
            return () => Read(bytes);
        });
    }

    [Fact]
    public void Damaged_places_of_external_data_are_refused_or_run() => RunExternal(100);

    [Fact, Trait("Speed", "Slow")]
    public void Many_damaged_places_of_external_data_are_refused_or_run() => RunExternal(Iterations ?? 2000);

    // Files beside the model, a folder and a link among them, of any length.
    private void RunExternal(int iterations)
    {
        var folder = Directory.CreateTempSubdirectory("saliency");
        try
        {
            string model = Path.Combine(folder.FullName, "model.onnx"), data = Path.Combine(folder.FullName, "model.data");
            folder.CreateSubdirectory("folder");
            if (!OperatingSystem.IsWindows()) File.CreateSymbolicLink(Path.Combine(folder.FullName, "link"), "model.data");
            var bytes = new byte[4 * (18 + 2)];
            var seed = ProtobufField.Parse(External(("location", "model.data"), ("offset", "0"), ("length", "72")).ToArray());
            void ReadFile()
            {
                var network = NetworkReader.Read(model);
                if (network.Nodes.Sum(node => (long)node.Shape.Length) <= MaximumRun)
                    TestExecutor.Fast(network, 1, 0).Forward();
            }

            File.WriteAllBytes(data, bytes);
            File.WriteAllBytes(model, ProtobufField.Write(seed));
            ReadFile();
            var random = new Random(20140414);
            var mutator = new OnnxMutator(random);
            Judge(iterations, () =>
            {
                File.WriteAllBytes(data, bytes[..(random.Next(3) == 0 ? random.Next(bytes.Length) : bytes.Length)]);
                File.WriteAllBytes(model, mutator.Mutate(seed));
                return ReadFile;
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// A convolution whose weights lie in another file, and whose bias is in <c>model.data</c>, from byte 72 on.
    /// </summary>
    internal static OnnxWriter External(params (string Key, string Value)[] entries) =>
        new OnnxWriter(1, 4, 4).Tensor(tensor =>
    {
        tensor.Packed(1, 2, 1, 3, 3).Integer(2, 1).Text(8, "w").Integer(14, 1);
        foreach (var (key, value) in entries) tensor.Message(13, pair => pair.Text(1, key).Text(2, value));
    }).Tensor(tensor => tensor.Packed(1, 2).Integer(2, 1).Text(8, "b").Integer(14, 1)
        .Message(13, pair => pair.Text(1, "location").Text(2, "model.data"))
        .Message(13, pair => pair.Text(1, "offset").Text(2, "72"))).Node("Conv", "x w b").Node("GlobalAveragePool");

    // What each file makes of itself; faults of one place count once.
    private void Judge(int iterations, Func<Action> next)
    {
        var faults = new Dictionary<string, string>();
        var refused = 0;
        var (slowest, largest) = (TimeSpan.Zero, 0L);
        for (var i = 0; i < iterations; i++)
        {
            var read = next();
            var allocated = -GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            try
            {
                read();
            }
            catch (NetworkFormatException)
            {
                refused++;
            }
            catch (Exception e)
            {
                var place = e.StackTrace!.Split('\n').FirstOrDefault(line => line.Contains(" SaliencyPS."), "");
                faults.TryAdd($"{e.GetType().Name} {place.Trim()}", $"file {i}: {e}");
            }

            var time = watch.Elapsed;
            allocated += GC.GetAllocatedBytesForCurrentThread();
            // On a machine at other work a file may wait without being at fault: then it does not wait every time.
            for (var again = 0; time > MaximumTime && again < 3; again++)
            {
                watch.Restart();
                _ = Record.Exception(read);
                if (watch.Elapsed < time) time = watch.Elapsed;
            }

            if (time > MaximumTime) faults.TryAdd("time", $"file {i}: {time}");
            if (allocated > MaximumAllocation) faults.TryAdd("memory", $"file {i}: {allocated} bytes");
            (slowest, largest) = (time > slowest ? time : slowest, Math.Max(largest, allocated));
        }

        output.WriteLine($"{iterations} files, {refused} refused, at most {slowest.TotalMilliseconds:F0} ms "
            + $"and {largest >> 20} MiB for one");
        Assert.True(faults.Count == 0, string.Join("\n\n", faults.Values));
        Assert.InRange(refused, iterations / 10, iterations);
    }

    private static void Read(byte[] bytes)
    {
        var network = NetworkReader.Read(new MemoryStream(bytes, writable: false), NetworkDescription.ReadBeside("none"), "none");
        if (network.Nodes.Sum(node => (long)node.Shape.Length) > MaximumRun) return;
        TestExecutor.Fast(network, 1, 0).Forward();
    }

    private static IEnumerable<OnnxWriter> Seeds(string family) => family == "transformer" ? [OnnxCases.Transformer]
        : OnnxCases.All.Where(one => FamilyOf(OnnxOperators.Table[one.Operator]) == family).Select(one =>
            one.Graph().Node("Flatten", "flatten-the-end", "^"));

    private static string FamilyOf(Func<OnnxCall, OnnxValue> operation) => operation.Method.DeclaringType!.Name;
}
