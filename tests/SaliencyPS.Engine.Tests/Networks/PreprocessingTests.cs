using SaliencyPS.Networks;
using Xunit;

namespace SaliencyPS.Tests.Networks;

public sealed class PreprocessingTests
{
    [Fact]
    public void Is_told_in_one_line()
    {
        Assert.Equal("RGB, (level × 0.003921569 − (0.485, 0.456, 0.406)) ÷ (0.229, 0.224, 0.225), bilinear, shorter side to 256",
            Preprocessing.ImageNet.ToString());
        var squashed = new Preprocessing
        {
            Mean = [1], Std = [2], Scale = 1, Channels = ChannelOrder.Bgr, Filter = ImageFilter.Bicubic, ResizeHeight = 7,
            ResizeWidth = 9, IsSquashed = true,
        };
        Assert.Equal("BGR, (level × 1 − (1)) ÷ (2), bicubic, squashed to 9×7", squashed.ToString());
        Assert.EndsWith(", to cover 9×7", (squashed with { IsSquashed = false }).ToString());
    }
}
