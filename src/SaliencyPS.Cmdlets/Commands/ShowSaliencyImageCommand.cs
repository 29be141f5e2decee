using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Imaging.Terminal;
using SaliencyPS.Options;
using SaliencyPS.Reporting.Images;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Show-SaliencyImage: results → images made of text, one string each.</summary>
[Cmdlet(VerbsCommon.Show, "SaliencyImage")]
[OutputType(typeof(string))]
public sealed class ShowSaliencyImageCommand : ImageCommand
{
    /// <summary>How to draw; by default as well as the host can show it.</summary>
    [Parameter]
    public TerminalForm As { get; set; } = TerminalForm.Auto;

    /// <summary>Most columns that an image takes; by default those of the host.</summary>
    [Parameter]
    [ValidateRange(DrawingDefinitions.WidthMinimum, DrawingDefinitions.WidthMaximum)]
    public int? Width { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (As is TerminalForm.Auto) As = TerminalKind.BestForm(this.HasTerminal(), Environment.GetEnvironmentVariable);
        Width ??= this.Columns();
        WriteVerbose($"Drawing as {As} in {Width} columns.");
    }

    private protected override ImageKind Best(SaliencyImage image) => image.BestKind(As);

    private protected override void Process(SaliencyImage image, ImageKind kind)
    {
        if (Try(() => image.Draw(As, Width!.Value, kind, Style, token: Token), e => ErrorRecords.Drawing(e, image), out var text))
            WriteObject(text);
    }
}
