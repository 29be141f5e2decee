using SaliencyPS.Networks;
using Xunit;

namespace SaliencyPS.Tests.HouseRules;

/// <summary>
/// The engine's folders use each other in one direction. What counts is what the compiled types refer to, not <c>using</c> lines.
/// </summary>
public sealed class FolderDependencyTests
{
    /// <summary>Folders below all others: any folder may use them, and they use none.</summary>
    private static readonly string[] Bottom = ["Threads", "Files"];

    /// <summary>
    /// Which others a folder at the top of the engine may use, besides the bottom ones. Sub-folders count for it.
    /// </summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Tensors"] = [],
        ["Downloads"] = [],
        ["Runs"] = [],
        ["Adapters"] = ["Downloads"],
        ["Imaging"] = ["Tensors", "Adapters"],
        ["Options"] = ["Imaging"],
        ["Networks"] = ["Tensors", "Downloads"],
        ["Hosting"] = ["Tensors", "Networks", "Adapters"],
        ["Engines"] = ["Tensors", "Networks", "Hosting"],
        ["Results"] = ["Tensors", "Runs", "Imaging", "Options", "Networks", "Hosting"],
        ["Inputs"] = ["Adapters", "Imaging", "Networks", "Runs"],
        ["Saliency"] = ["Tensors", "Runs", "Adapters", "Imaging", "Options", "Networks", "Hosting", "Results"],
        ["Export"] = ["Tensors", "Imaging", "Options", "Networks", "Hosting", "Results", "Saliency"],
        ["ClassModels"] = ["Tensors", "Imaging", "Options", "Networks", "Hosting", "Results", "Saliency"],
        ["Localization"] = ["Tensors", "Adapters", "Imaging", "Options", "Networks", "Hosting", "Results", "Saliency"],
        ["Evaluation"] = ["Tensors", "Runs", "Imaging", "Options", "Networks", "Hosting", "Results", "Saliency", "Localization"],
        ["Reporting"] = ["Tensors", "Runs", "Imaging", "Options", "Networks", "Hosting", "Results", "Saliency",
            "ClassModels", "Localization", "Evaluation"],
    };

    private static readonly EngineFolders Folders = new();

    private static readonly FolderUse[] Uses =
    [
        .. from reference in TypeReferences.Of(typeof(Network).Assembly)
           let user = Folders.Of(reference.From)
           let used = Folders.Of(reference.To)
           where user is not null && used is not null
           select new FolderUse(user, used, $"{Name(reference.From)} → {Name(reference.To)}"),
    ];

    [Fact]
    public void Every_type_stands_in_the_file_of_its_name()
    {
        var lost = TypeReferences.Written(typeof(Network).Assembly).Where(type => Folders.Of(type) is null).ToArray();
        Assert.True(lost.Length == 0,
            "One type per file, named as the type, in the folder of its namespace. Below src/SaliencyPS.Engine no file, "
            + $"or files in two folders, bear the name and the namespace of:\n{Lines(lost.Select(type => type.FullName!))}");
    }

    [Fact]
    public void No_folder_is_used_by_what_it_uses()
    {
        Assert.NotEmpty(Uses);
        var cycle = new FolderGraph(Uses).ShortestCycle();
        Assert.True(cycle.Count == 0,
            "Folders of src/SaliencyPS.Engine use each other in a circle (a folder and its sub-folder are two). "
            + $"A shortest one, with one reference between types for each step:\n{Lines(cycle)}");
    }

    [Fact]
    public void Folders_use_only_what_stands_below_them()
    {
        var uses = new FolderGraph(Uses.Select(use => new FolderUse(TopOf(use.From), TopOf(use.To), use.Evidence))).Uses;
        FolderUse[] wrong = [.. uses.Where(use => Bottom.Contains(use.From)
            || (Allowed.TryGetValue(use.From, out var allowed) && !Bottom.Contains(use.To) && !allowed.Contains(use.To)))];
        Assert.True(wrong.Length == 0,
            $"{nameof(FolderDependencyTests)}.{nameof(Allowed)} does not have these uses:\n{Lines(wrong)}");
    }

    [Fact]
    public void Every_folder_has_its_place_in_the_order()
    {
        var folders = TypeReferences.Written(typeof(Network).Assembly).Select(Folders.Of).OfType<string>();
        string[] present = [.. folders.Select(TopOf).Distinct()];
        string[] listed = [.. Bottom, .. Allowed.Keys];
        var (missing, gone) = (present.Except(listed).Order().ToArray(), listed.Except(present).Order().ToArray());
        Assert.True(missing.Length == 0,
            $"Add to {nameof(FolderDependencyTests)}.{nameof(Allowed)} which folders these may use, or to "
            + $"{nameof(Bottom)} if all may use them: {string.Join(", ", missing)}.");
        Assert.True(gone.Length == 0,
            $"No types are left in: {string.Join(", ", gone)}. Remove them from {nameof(FolderDependencyTests)}.");
    }

    private static string TopOf(string folder) => folder.Split('/')[0];

    private static string Name(Type type) => type.Name.Split('`')[0];

    private static string Lines(IEnumerable<object> items) => string.Join('\n', items.Select(item => $"  {item}"));
}
