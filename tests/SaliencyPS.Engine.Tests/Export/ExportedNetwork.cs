using Microsoft.ML.OnnxRuntime;
using SaliencyPS.Export;
using SaliencyPS.Networks;
using SaliencyPS.Tests.Networks.Formats.Onnx;

namespace SaliencyPS.Tests.Export;

/// <summary>A network that was written as ONNX, run by OnnxRuntime.</summary>
internal sealed class ExportedNetwork : IDisposable
{
    private readonly InferenceSession _session;

    public ExportedNetwork(Network network, ExportOptions options, bool optimized = true)
    {
        using var stream = new MemoryStream();
        NetworkExport.Compose(network, options).WriteTo(stream);
        File = stream.ToArray();
        _session = PeerRuntime.Open(File, optimized);
    }

    /// <summary>The file.</summary>
    public byte[] File { get; }

    public ExportedResults Run<T>(T[] input, long[] sizes, long[]? classes = null) where T : unmanaged
    {
        using var image = OrtValue.CreateTensorValueFromMemory(input, sizes);
        using var given = OrtValue.CreateTensorValueFromMemory(classes ?? [], [sizes[0], (classes ?? []).Length / sizes[0]]);
        using var run = new RunOptions();
        OrtValue[] values = classes is null ? [image] : [image, given];
        using var results = _session.Run(run, _session.InputNames, values, _session.OutputNames);
        var byName = _session.OutputNames.Zip(results).ToDictionary(pair => pair.First, pair => pair.Second);
        return new(byName[NetworkExport.Scores].GetTensorDataAsSpan<float>().ToArray(),
            byName.TryGetValue(NetworkExport.Class, out var best) ? best.GetTensorDataAsSpan<long>().ToArray() : classes ?? [],
            byName.TryGetValue(NetworkExport.Saliency, out var maps) ? maps.GetTensorDataAsSpan<float>().ToArray() : []);
    }

    public void Dispose() => _session.Dispose();
}
