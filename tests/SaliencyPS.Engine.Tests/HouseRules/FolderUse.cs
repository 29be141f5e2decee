namespace SaliencyPS.Tests.HouseRules;

/// <summary>One folder uses another.</summary>
/// <param name="From">The folder that uses.</param>
/// <param name="To">The folder that is used.</param>
/// <param name="Evidence">A reference between types that shows it.</param>
internal sealed record FolderUse(string From, string To, string Evidence)
{
    public override string ToString() => $"{From} → {To}   ({Evidence})";
}
