namespace SaliencyPS.Files;

/// <summary>What is to become of files in a folder.</summary>
/// <param name="Moves">Names that files get, by those that they have.</param>
/// <param name="Deletions">Files that leave.</param>
internal sealed record FolderJournal(Dictionary<string, string> Moves, List<string> Deletions);
