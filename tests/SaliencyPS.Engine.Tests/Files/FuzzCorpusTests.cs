using SaliencyPS.Fuzz;
using SaliencyPS.Tests.HouseRules;
using Xunit;

namespace SaliencyPS.Tests.Files;

/// <summary>What fuzzing has found once breaks no reader again: the inputs in fuzz/corpus.</summary>
public sealed class FuzzCorpusTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    [Theory, MemberData(nameof(Targets))]
    public void Readers_take_or_refuse_what_is_in_the_corpus(string target)
    {
        var folder = Directory.CreateTempSubdirectory("saliency");
        try
        {
            var targets = new FuzzTargets(folder.FullName);
            targets.Place("net.onnx",
                File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Pester", "fixtures", "colors.onnx")));
            var files = Directory.GetFiles(Path.Combine(Repository.Root, "fuzz", "corpus", target));
            Assert.NotEmpty(files);
            foreach (var file in files)
            {
                var fault = Record.Exception(() => targets.Read(target, File.ReadAllBytes(file)));
                Assert.True(fault is null, $"{Repository.Relative(file)}: {fault}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
