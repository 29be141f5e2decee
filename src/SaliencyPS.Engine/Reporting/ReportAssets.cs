using System.Security.Cryptography;
using System.Text;

namespace SaliencyPS.Reporting;

/// <summary>The style sheet and the script of a report, which are part of the engine.</summary>
internal sealed class ReportAssets
{
    /// <summary>Reads both.</summary>
    public ReportAssets() => (Style, Script) = (Read("report.css"), Read("report.js"));

    /// <summary>The style sheet.</summary>
    public Html Style { get; }

    /// <summary>The script.</summary>
    public Html Script { get; }

    /// <summary>
    /// What the page may load and run: embedded images, this style sheet and this script, and
    /// nothing else even if it got into the page.
    /// </summary>
    public string Policy =>
        $"default-src 'none'; img-src data:; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; "
        + "base-uri 'none'; form-action 'none'";

    /// <summary>The beginning of a page, down to that of its main part.</summary>
    /// <param name="title">The heading.</param>
    public Html Head(string title) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta http-equiv="Content-Security-Policy" content="{Policy}"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="referrer" content="no-referrer"/>
        <meta name="color-scheme" content="light dark"/>
        <title>{title}</title>
        <style>{Style}</style>
        </head>
        <body>
        <header><h1><bdi>{title}</bdi></h1></header>
        <main>

        """);

    // Browsers take the hash of what stands between the tags, with line ends as here.
    private static string Hash(Html asset) =>
        $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(asset.Text)))}";

    private static Html Read(string name)
    {
        using var stream = typeof(ReportAssets).Assembly.GetManifestResourceStream(typeof(ReportAssets), name)!;
        using var reader = new StreamReader(stream);
        return new Html(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
