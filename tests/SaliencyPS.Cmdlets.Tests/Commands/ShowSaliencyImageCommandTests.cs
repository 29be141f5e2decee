using System.Management.Automation;
using System.Management.Automation.Runspaces;
using SaliencyPS.Cmdlets.Commands;
using SaliencyPS.Imaging;
using Xunit;

namespace SaliencyPS.Tests.Commands;

/// <summary>How wide an image is in hosts that tests/Pester does not run in.</summary>
public sealed class ShowSaliencyImageCommandTests
{
    private static readonly ClassModelImage Image = new()
    {
        ClassIndex = 0, Label = "red", Network = "net", Objective = ClassModelObjective.Score, Score = 1, Probability = 0.5,
        ScoreHistory = [], Image = new RgbImage(64, 48),
    };

    [Theory]
    [InlineData(40, null, 39), InlineData(40, 12, 12), InlineData(200, null, 64), InlineData(null, null, 64),
        InlineData(0, null, 64)]
    public void FitsTheHost(int? host, int? width, int expected)
    {
        var state = InitialSessionState.Create();
        state.Commands.Add(new SessionStateCmdletEntry("Show-SaliencyImage", typeof(ShowSaliencyImageCommand), null));
        using var runspace = RunspaceFactory.CreateRunspace(new SizedHost(host), state);
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand("Show-SaliencyImage").AddParameter("As", "Blocks").AddParameter("InputObject", Image);
        if (width is not null) shell.AddParameter("Width", width);
        var text = Assert.Single(shell.Invoke<string>());
        Assert.Equal(expected, text.Split('\n')[1].Count(c => c == '▀'));
    }
}
