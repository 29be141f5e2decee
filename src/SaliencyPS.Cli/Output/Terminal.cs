using System.Globalization;
using SaliencyPS.Imaging.Terminal;
using SaliencyPS.Reporting.Images;

namespace SaliencyPS.Cli.Output;

/// <summary>What is behind standard output.</summary>
/// <param name="Columns">Columns of the terminal; null where there is none.</param>
/// <param name="Form">What it can show.</param>
internal sealed record Terminal(int? Columns, TerminalForm Form)
{
    /// <summary>No terminal: a file or a pipe.</summary>
    public static Terminal None { get; } = new(null, TerminalForm.Text);

    /// <summary>That of this process.</summary>
    public static Terminal OfProcess() => Console.IsOutputRedirected
        ? None
        : new(Console.WindowWidth, TerminalKind.BestForm(isTerminal: true, Environment.GetEnvironmentVariable));

    /// <summary>An image with its caption, as text; without a kind, what looks best there.</summary>
    public string Draw(SaliencyImage image, ImageKind? kind, ImageStyle style, CancellationToken token) =>
        image.Draw(Form, SaliencyImage.ColumnsOf(Columns), kind, style, CultureInfo.InvariantCulture, token);
}
