using System.Text.RegularExpressions;

namespace SaliencyPS.Tests.HouseRules;

/// <summary>
/// The folders of the engine's sources. A type's folder is that of the file that bears its name and declares its namespace; a
/// type in parts, such as <c>Cut.cs</c> and <c>Cut.Layers.cs</c>, has one folder too.
/// </summary>
internal sealed partial class EngineFolders
{
    private static readonly string Top = Path.Combine(Repository.Root, "src", "SaliencyPS.Engine");

    private readonly ILookup<(string Namespace, string Name), string> _folders =
        Repository.Sources("src", "SaliencyPS.Engine").ToLookup(
            file => (DeclaredNamespace().Match(File.ReadAllText(file)).Groups[1].Value, Path.GetFileName(file).Split('.')[0]),
            file => Path.GetRelativePath(Top, Path.GetDirectoryName(file)!).Replace('\\', '/'));

    /// <summary>
    /// The folder of a type that is not nested, relative to the engine's; null where no file, or files of two folders, fit.
    /// </summary>
    public string? Of(Type type)
    {
        var folders = _folders[(type.Namespace ?? "", type.Name.Split('`')[0])].Distinct().ToArray();
        return folders.Length == 1 ? folders[0] : null;
    }

    [GeneratedRegex(@"^namespace\s+([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex DeclaredNamespace();
}
