using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SaliencyPS.Hosting;
using Xunit;

namespace SaliencyPS.Tests.Hosting;

public sealed class SaliencyEngineTests
{
    [Fact]
    public void It_tells_what_computes_here()
    {
        var engine = Assert.Single(ComputeEngines.All).Describe();
        Assert.Equal(("Managed", Environment.ProcessorCount), (engine.Name, engine.Threads));
        Assert.Matches(@"^\d+\.\d+\.\d+$", engine.Version);
        Assert.NotEqual("", engine.Device);
        Assert.Equal(Vector512.IsHardwareAccelerated, engine.InstructionSet == "AVX-512");
        Assert.Equal(Avx2.IsSupported, engine.InstructionSet is "AVX-512" or "AVX2");
    }
}
