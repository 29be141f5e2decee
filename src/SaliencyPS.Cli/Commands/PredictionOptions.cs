using System.CommandLine;
using SaliencyPS.Cli.Input;
using SaliencyPS.Evaluation;
using SaliencyPS.Evaluation.Figures;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Evaluation.Predictions;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;

namespace SaliencyPS.Cli.Commands;

/// <summary>Results that anybody made, to be measured in place of those of a network.</summary>
internal sealed class PredictionOptions
{
    private readonly Option<string?> _predictions = new("--predictions")
    {
        Description = "Measure these results of any program and run no network: boxes as CSV, JSON Lines ('saliency merge', "
            + "'saliency box --json') or COCO's results; or a folder of maps (PATH.npy for the image PATH), as wsolevaluation "
            + "lays them out.",
        HelpName = "FILE|DIR",
    };

    /// <summary>Adds the option to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="others">Options that need a network.</param>
    public void AddTo(Command command, params Option[] others)
    {
        command.Add(_predictions);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_predictions) is null) return;
            foreach (var other in others.Where(other => result.GetResult(other) is { Implicit: false }))
                result.AddError($"{other.Name} and {_predictions.Name} exclude each other.");
        });
    }

    /// <summary>The file or folder; null where none was given.</summary>
    public string? File(ParseResult parse) => parse.GetValue(_predictions);

    /// <summary>Measures the results; a meter for each way in which they were made.</summary>
    /// <param name="session">Where what cannot be read is told.</param>
    /// <param name="file">The file or folder.</param>
    /// <param name="truth">What is true.</param>
    /// <param name="labels">The labels of the network that made the results; null where they are not known.</param>
    /// <param name="images">Where images are whose sizes the truth does not state.</param>
    /// <param name="limits">Which images are read.</param>
    /// <param name="options">How to measure.</param>
    /// <exception cref="UsageException">The results cannot be read.</exception>
    public static IReadOnlyList<LocalizationMeter> Judge(Session session, string file, GroundTruthSet truth,
        IReadOnlyList<string>? labels, EvaluatedImages images, ImageLimits limits, MeasureOptions options)
    {
        var judged = new JudgedResults(truth) { Labels = { Known = labels } };
        try
        {
            foreach (var (path, evidence, fault) in PredictionFile.Read(file, truth, SizeOf))
            {
                session.Token.ThrowIfCancellationRequested();
                if (evidence is null) session.Fail(path, Output.Text.Of(fault!));
                else judged.Add(evidence);
            }
        }
        catch (Exception e) when (e is GroundTruthException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException(e is GroundTruthException ? e.Message : $"{file}: {e.Message}");
        }

        LocalizationMeter[] meters = [.. judged.Meters(options)];
        return meters.Length > 0 ? meters : throw new UsageException($"{file}: there are no results in it.");

        (int, int)? SizeOf(GroundTruthImage image)
        {
            try
            {
                var read = ImageDecoder.Read(images.Find(image), (_, _) => double.PositiveInfinity, limits, session.Token);
                return (read.Width, read.Height);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ImageFormatException)
            {
                return null;
            }
        }
    }
}
