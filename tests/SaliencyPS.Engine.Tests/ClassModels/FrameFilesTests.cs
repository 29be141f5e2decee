using SaliencyPS.ClassModels;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using Xunit;

namespace SaliencyPS.Tests.ClassModels;

public class FrameFilesTests
{
    [Fact]
    public void Files_lie_beside_the_image()
    {
        Assert.Equal(["a/goose.apng"], FrameFiles.Names("a/goose.png", ClassModelFrames.Apng, 3));
        Assert.Equal(["a/goose.0000.png", "a/goose.0001.png"], FrameFiles.Names("a/goose.jpg", ClassModelFrames.Png, 2));
    }

    [Theory]
    [InlineData(0, 10, 0)]
    [InlineData(4, 10, 4)]
    [InlineData(5, 10, 3)]
    [InlineData(5, 0, 1)]
    public void As_many_frames_are_expected_as_are_kept(int interval, int iterations, int frames) =>
        Assert.Equal(frames, FrameFiles.MostFrames(new ClassModelOptions { FrameInterval = interval, Iterations = iterations }));

    [Fact]
    public void Single_images_can_be_read_again()
    {
        RgbImage[] frames = [new(2, 1, [1, 2, 3, 4, 5, 6]), new(2, 1, [6, 5, 4, 3, 2, 1])];
        using var stream = new MemoryStream();
        FrameFiles.Write(frames, ClassModelFrames.Png, 1, stream);
        Assert.Equal(frames[1].Pixels, ImageDecoder.Decode(stream.ToArray()).Pixels);
    }
}
