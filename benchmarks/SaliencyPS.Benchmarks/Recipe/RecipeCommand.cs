using System.CommandLine;

namespace SaliencyPS.Benchmarks.Recipe;

/// <summary>The recipe as a command of this program, which the benchmark starts as a process of its own.</summary>
internal static class RecipeCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create()
    {
        Argument<string> weights = new("weights"), list = new("list");
        Argument<int> top = new("top"), threads = new("threads"), pixels = new("max-cut-pixels");
        var command = new Command("recipe", "From photographs to boxes with TorchSharp and OpenCvSharp.")
        {
            weights, list, top, threads, pixels,
        };
        command.Hidden = true;
        command.SetAction(parse => BoxRecipe.Run(parse.GetValue(weights)!, parse.GetValue(list)!, parse.GetValue(top),
            parse.GetValue(threads), parse.GetValue(pixels)));
        return command;
    }
}
