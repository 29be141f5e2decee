using SaliencyPS.Networks.Catalog;
using SaliencyPS.Networks.Formats;
using SaliencyPS.Tensors;
using Xunit;

namespace SaliencyPS.Tests.Networks.Catalog;

/// <summary>
/// Logits and input gradients against torchvision's and timm's, on weights made by a formula (make_expected_outputs.py prints
/// the numbers).
/// </summary>
[Trait("Speed", "Slow")]
public sealed class ArchitectureOutputTests
{
    [Theory]
    [InlineData("torchvision", "squeezenet1_1", 246, new[] { 1.31687798, 0, 0, 0 },
        new[] { -0.00117001578, 0.0139410623, 0.00192093356, -0.015618818 }, 0.841892677, 1)]
    [InlineData("torchvision", "resnet18", 293, new[] { 28.3662895, 3.79524025, -6.01327344, 8.51836001 },
        new[] { -0.129757452, 0.125802615, 0.213927844, -0.00508245191 }, 6.43611154, 1)]
    [InlineData("torchvision", "resnext50_32x4d", 607, new[] { 668.658342, -178.601648, -132.157839, -179.413708 },
        new[] { 1.01914095, -0.202345215, -0.978742386, -0.155796261 }, 102.311477, 1)]
    [InlineData("torchvision", "densenet121", 641, new[] { 2.1210478, 0.292368029, -1.08684635, -0.524182442 },
        new[] { -0.00232714565, 0.00421367858, 0.00177324902, -0.00041874049 }, 0.253031567, 1)]
    [InlineData("torchvision", "mobilenet_v2", 381, new[] { 5.21740363, -0.864293519, 0.750480247, -0.473312939 },
        new[] { -0.024765789, 0.0962112805, 0.00185963234, 0.137091858 }, 10.7478071, 1)]
    [InlineData("torchvision", "mobilenet_v3_small", 479, new[] { 0.458080076, -0.223597577, 0.212273529, 0.0718272667 },
        new[] { -0.000216987366, -0.000268490378, 0.000200559384, -0.000210418172 }, 0.0191801147, 1)]
    [InlineData("torchvision", "mobilenet_v3_large", 944, new[] { 5.75502111, 2.34127546, 0.693692008, 2.1310557 },
        new[] { 0.0420930933, 0.0550865553, 0.0242865245, 0.238215913 }, 13.1800576, 1)]
    [InlineData("torchvision", "efficientnet_b0", 748, new[] { 0.377642217, -0.0268946095, -0.273240741, -0.155436926 },
        new[] { -1.65389632e-07, 1.79394052e-06, -6.47098663e-07, -1.86077583e-07 }, 8.34269432e-05, 1)]
    [InlineData("torchvision", "efficientnet_b5", 764, new[] { 0.517841338, -0.193670898, 0.047273475, 0.0656744729 },
        new[] { 8.88483329e-07, -1.07419283e-07, -3.38804946e-06, 4.63268164e-06 }, 0.000416733985, 1)]
    [InlineData("torchvision", "efficientnet_v2_s", 360, new[] { 1.01591655, -0.334935897, 0.151846411, -0.347099491 },
        new[] { -0.000160961267, -0.00300241397, -1.58449158e-05, -0.00974549645 }, 0.467921279, 0.875)]
    [InlineData("torchvision", "regnet_y_400mf", 537, new[] { 6.09339828, -3.11885538, -2.69111781, -3.813625 },
        new[] { 0.164217221, 0.00694400845, -0.0607035253, -0.00524510268 }, 2.59950873, 1)]
    [InlineData("torchvision", "regnet_x_400mf", 417, new[] { 173.75941, 47.136931, 82.2571288, 123.02208 },
        new[] { 0.467493183, -1.28282849, -1.5233665, 0.462326506 }, 65.7125179, 1)]
    [InlineData("timm", "efficientnet_b0", 574, new[] { 0.376778208, 0.0299165795, -0.0423179432, 0.0390620982 },
        new[] { 5.12797353e-07, 7.68432727e-07, 7.17732217e-07, 3.8535337e-06 }, 0.00019340845, 1)]
    [InlineData("timm", "tf_efficientnet_b0", 574, new[] { 0.375311207, 0.026353783, -0.0331713398, 0.0431858346 },
        new[] { 2.66153427e-07, -6.909038e-06, -4.43625937e-08, -1.65544697e-06 }, 0.000173685572, 1)]
    [InlineData("timm", "efficientnetv2_s", 910, new[] { 1.08624991, -0.194173523, 0.0499211241, 0.0911332026 },
        new[] { -0.00343659568, 0.00979961638, -0.00151117081, -0.00268255068 }, 0.302245249, 0.875)]
    [InlineData("timm", "mobilenetv3_small_100", 645, new[] { 0.411679111, -0.0513035518, 0.0317996832, 0.0708845691 },
        new[] { 1.5676935e-05, -2.20552654e-05, -4.197204e-05, -3.57373868e-05 }, 0.00563588009, 1)]
    [InlineData("timm", "tf_mobilenetv3_large_100", 759, new[] { 0.99091789, -0.188757502, 0.336053353, -0.0700301131 },
        new[] { -0.000482181408, -0.0227178038, -0.00313572977, -0.0223912868 }, 2.15836411, 1)]
    [InlineData("timm", "regnety_004", 404, new[] { 11.8146994, -5.49065349, 0.585044753, 3.14517771 },
        new[] { -0.641285226, -0.00256317543, -0.513655014, 0.0350702701 }, 5.32018642, 1)]
    [InlineData("torchvision", "convnext_tiny", 464, new[] { 4.97773847, 3.67508023, 1.84512272, 2.01558773 },
        new[] { 0.0136055747, -0.0443614125, -0.0445657689, 0.0293529588 }, 2.2472626, 1)]
    [InlineData("torchvision", "vit_b_16", 366, new[] { 4.02325638, -0.163338246, -2.28433576, 0.581230333 },
        new[] { 0.0872758329, 0.14886581, 0.0789820617, -0.0789642625 }, 3.42981159, 1)]
    [InlineData("timm", "convnext_atto", 894, new[] { 4.80006351, -1.10677671, 0.597293173, -0.558242331 },
        new[] { -0.012367805, 0.0105650521, 0.0117532838, 0.0280306053 }, 2.51354568, 1)]
    [InlineData("timm", "vit_tiny_patch16_224", 251, new[] { 4.42154963, 0.723686905, -1.48556539, 0.650536946 },
        new[] { -0.0383531556, -0.0403378485, 0.00801285462, -0.0050249511 }, 3.1356533, 1)]
    [InlineData("timm", "deit_tiny_distilled_patch16_224", 342, new[] { 3.06397184, 1.55606994, -0.815442502, 0.450985253 },
        new[] { -0.0291142395, 0.00966725876, 0.020994408, -0.00531324341 }, 1.91964642, 1)]
    [InlineData("timm", "deit3_small_patch16_224", 343, new[] { 4.95513527, 0.954086826, -0.408155187, 1.39747471 },
        new[] { 0.0173120237, -0.0507935242, -0.122016024, 0.00315551347 }, 3.80546055, 1)]
    public void Networks_compute_what_PyTorch_computes(string library, string name, int top, double[] logits, double[] gradients,
        double norm, double gain)
    {
        var stateDict = library == "torchvision" ? name : $"{library}/{name}";
        var architecture = ArchitectureCatalog.Names.Contains(name) ? name : ArchitectureTests.Fits(stateDict)[0];
        var weights = new StateDict(ArchitectureTests.ShapesOf(stateDict).Select(ForSmallInput)
            .Select(t => KeyValuePair.Create(t.Name, new WeightTensor(t.Shape, () => Weight(t.Name, t.Shape, gain)))));
        var executor = TestExecutor.Reference<double>(ArchitectureCatalog.Find(architecture)
            .Build(weights, name, new TensorShape(3, 32, 32)));
        for (var i = 0; i < executor.Input.Span.Length; i++) executor.Input.Span[i] = Uniform(Seed("input"), i);

        var scores = executor.Forward().Span.ToArray();
        var gradient = executor.Backward([top]).Span.ToArray();

        Assert.Equal(top, Array.IndexOf(scores, scores.Max()));
        // Folded normalisation is rounded to float.
        Assert.All(logits.Zip([scores[top], scores[0], scores[1], scores[999]]), pair =>
            Assert.Equal(pair.First, pair.Second, 1e-6 * logits[0]));
        Assert.All(gradients.Zip([gradient[0], gradient[500], gradient[1024], gradient[2999]]), pair =>
            Assert.Equal(pair.First, pair.Second, 1e-6 * norm));
        Assert.Equal(norm, Math.Sqrt(gradient.Sum(g => g * g)), 1e-6 * norm);
    }

    // 32 × 32 pixels are 2 × 2 patches, and 224 × 224 are 14 × 14: only the positions of transformers depend on that.
    private static (string Name, int[] Shape) ForSmallInput((string Name, int[] Shape) tensor) =>
        tensor is ("pos_embed" or "encoder.pos_embedding", [1, var count, var width])
            ? (tensor.Name, [1, count - 14 * 14 + 2 * 2, width]) : tensor;

    private static float[] Weight(string name, int[] shape, double gain)
    {
        var values = new float[shape.Aggregate(1, (product, size) => product * size)];
        var seed = Seed(name);
        double scale = shape.Length > 1 ? Math.Sqrt(6.0 / (values.Length / shape[0])) * gain : 1;
        var positive = name.EndsWith("running_var", StringComparison.Ordinal)
            || name.EndsWith("weight", StringComparison.Ordinal);
        for (var i = 0; i < values.Length; i++)
        {
            var value = Uniform(seed, i);
            values[i] = (float)(shape.Length > 1 ? value * scale : positive ? 1 + value / 4 : value / 10);
        }
        return values;
    }

    private static uint Seed(string name) => name.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u);

    private static double Uniform(uint seed, int index)
    {
        var x = (uint)index * 2654435761u + seed;
        for (var i = 0; i < 2; i++) x = (x ^ (x >> 16)) * 0x45d9f3bu;
        x ^= x >> 16;
        return (x >> 8) / (double)(1 << 24) * 2 - 1;
    }
}
