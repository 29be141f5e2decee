namespace SaliencyPS.Imaging.Terminal;

/// <summary>
/// Tells by the environment what a terminal can show. Terminals are never asked: an answer that does not come would hold
/// everything up.
/// </summary>
internal static class TerminalKind
{
    // What these say of themselves in TERM and TERM_PROGRAM; each draws sixels without being told to.
    private static readonly string[] SixelTerms = ["foot", "mlterm", "contour", "yaft"];
    private static readonly string[] SixelPrograms = ["WezTerm", "iTerm.app", "mintty"];
    private const int FirstKonsoleWithSixel = 220400;

    /// <summary>The best form for a place.</summary>
    /// <param name="isTerminal">Whether there is a terminal that obeys escape sequences.</param>
    /// <param name="environment">The value of an environment variable; null where there is none.</param>
    public static TerminalForm BestForm(bool isTerminal, Func<string, string?> environment) =>
        !isTerminal || environment("TERM") == "dumb" || environment("NO_COLOR") is { Length: > 0 } ? TerminalForm.Text
        : KnowsSixel(environment) ? TerminalForm.Sixel
        : TerminalForm.Blocks;

    private static bool KnowsSixel(Func<string, string?> environment)
    {
        var term = environment("TERM") ?? "";
        // A multiplexer stands between, with the variables of the terminal that it was started in.
        if (environment("TMUX") is not null || environment("STY") is not null
            || term.StartsWith("screen", StringComparison.Ordinal) || term.StartsWith("tmux", StringComparison.Ordinal))
            return false;
        if (term.Contains("sixel", StringComparison.Ordinal)
            || SixelTerms.Any(name => term.StartsWith(name, StringComparison.Ordinal)))
            return true;
        // So may a terminal within another be; the inner one names itself last.
        if (environment("TERM_PROGRAM") is { Length: > 0 } program) return SixelPrograms.Contains(program);
        return environment("WT_SESSION") is { Length: > 0 } // Windows Terminal, from 1.22
            || int.TryParse(environment("KONSOLE_VERSION"), out var konsole) && konsole >= FirstKonsoleWithSixel;
    }
}
