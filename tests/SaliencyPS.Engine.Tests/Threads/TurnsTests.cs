using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Threads;

public sealed class TurnsTests
{
    [Fact]
    public async Task A_setting_is_not_changed_under_those_who_work_with_it()
    {
        var now = 0;
        var turns = new Turns<int>(setting => now = setting);
        var (first, second) = (turns.Take(1), turns.Take(1));
        var other = Task.Run(() =>
        {
            using (turns.Take(2)) return now;
        }, TestContext.Current.CancellationToken);
        first.Dispose();
        Assert.NotSame(other, await Task.WhenAny(other, Task.Delay(100, TestContext.Current.CancellationToken)));
        Assert.Equal(1, now);
        second.Dispose();
        Assert.Equal(2, await other.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }
}
