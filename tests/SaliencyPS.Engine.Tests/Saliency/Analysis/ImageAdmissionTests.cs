using SaliencyPS.Imaging;
using SaliencyPS.Networks.Store;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Saliency.Analysis;

public sealed class ImageAdmissionTests
{
    private const long Megabyte = 1 << 20;

    private static readonly SaliencyPlan Plan = SaliencyPlan.For(NetworkReader.Read(NetworkStore.BuiltIn.Path), new());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Large_images_wait_for_each_other_and_small_ones_for_none()
    {
        var admission = Admit(room: 3 * Plan.WorkerBytes + 100 * Megabyte);
        var forgotten = 0;
        using var small = Enter(15); // what every plan has room for
        var large = Enter(16 + 60);
        Assert.Equal(1, forgotten);
        var waiting = Task.Run(() => Enter(16 + 60), Token);
        await Task.Delay(200, Token);
        Assert.False(waiting.IsCompleted);
        large.Dispose();
        large.Dispose(); // ends once
        (await waiting.WaitAsync(TimeSpan.FromSeconds(30), Token)).Dispose();

        IDisposable Enter(int megabytes) =>
            admission.Enter(admission.Queue(), new("x", Bitmap(megabytes)), () => forgotten++, Token)!;
    }

    [Fact]
    public async Task None_overtakes_another_and_one_that_is_refused_keeps_nobody_waiting()
    {
        var admission = Admit(room: Plan.WorkerBytes + 50 * Megabyte);
        var (first, second, third) = (admission.Queue(), admission.Queue(), admission.Queue());
        var last = Task.Run(() => admission.Enter(third, new("x", Bitmap(1)), () => { }, Token), Token);
        await Task.Delay(200, Token);
        Assert.False(last.IsCompleted);
        var e = Assert.Throws<ImageFormatException>(() => admission.Enter(first, new("x", Bitmap(100)), () => { }, Token));
        Assert.Contains("100 MB of memory", e.Message);
        Assert.Contains("66 MB for it", e.Message);
        Assert.Throws<FileNotFoundException>(() => admission.Enter(second, new("/no such file"), () => { }, Token));
        Assert.NotNull(await last.WaitAsync(TimeSpan.FromSeconds(30), Token));
    }

    [Fact]
    public void What_cannot_be_told_is_alone()
    {
        var admission = Admit(room: 3 * Plan.WorkerBytes + 100 * Megabyte);
        using var unknown = admission.Enter(admission.Queue(), new("x", new byte[100]), () => { }, Token);
        using var stop = new CancellationTokenSource(200);
        Assert.Throws<OperationCanceledException>(() =>
            admission.Enter(admission.Queue(), new("x", Bitmap(1)), () => { }, stop.Token));
    }

    [Fact]
    public void Without_a_limit_all_come_in() =>
        Assert.Null(new ImageAdmission([Plan], memory: null, seconds: null, isFull: true, isDrawn: true)
            .Enter(7, new("x", Bitmap(100_000)), () => { }, Token));

    [Fact]
    public void Time_is_up_for_one_and_not_for_all()
    {
        var admission = new ImageAdmission([Plan], memory: null, seconds: 0.05, isFull: false, isDrawn: false);
        var e = Assert.Throws<TimeoutException>(() => admission.Time(new Parallelism(1, Token), Wait));
        Assert.Contains("0.05 s", e.Message);
        Assert.Equal(1, admission.Time(new Parallelism(1, Token), _ => 1));
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => admission.Time(new Parallelism(1, stop.Token), Wait));

        static int Wait(Parallelism parallel)
        {
            parallel.Token.WaitHandle.WaitOne(TimeSpan.FromMinutes(1));
            parallel.Token.ThrowIfCancellationRequested();
            return 0;
        }
    }

    // What the process holds and will hold besides comes on top of the room.
    private static ImageAdmission Admit(long room) =>
        new([Plan], 7 + SaliencyPlan.RuntimeBytes + room, seconds: null, isFull: false, isDrawn: false, held: 7);

    // The header of a bitmap that takes so many megabytes.
    private static byte[] Bitmap(int megabytes)
    {
        using var data = new MemoryStream();
        using var writer = new BinaryWriter(data);
        writer.Write("BM"u8);
        foreach (var value in (int[])[54, 0, 54, 40, 8192, -(int)(megabytes * Megabyte / 3 / 8192), 0]) writer.Write(value);
        return data.ToArray();
    }
}
