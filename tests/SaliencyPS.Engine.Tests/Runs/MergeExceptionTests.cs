using SaliencyPS.Runs;
using Xunit;

namespace SaliencyPS.Tests.Runs;

public sealed class MergeExceptionTests
{
    [Theory]
    [InlineData("4", 4), InlineData("4,7", 4, 7), InlineData("1-2", 1, 2), InlineData("1-3,8,10-11", 1, 2, 3, 8, 10, 11)]
    public void Numbers_are_written_as_arrays_take_them(string expected, params int[] numbers) =>
        Assert.Equal(expected, MergeException.Array(numbers));
}
