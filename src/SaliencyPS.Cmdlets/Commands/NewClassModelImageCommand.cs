using System.Management.Automation;
using SaliencyPS.ClassModels;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Saliency;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>New-ClassModelImage: class → what the network takes it to look like.</summary>
[Cmdlet(VerbsCommon.New, "ClassModelImage", SupportsShouldProcess = true)]
[OutputType(typeof(ClassModelImage))]
public sealed class NewClassModelImageCommand : CancellableCommand
{
    private static readonly ClassModelOptions Defaults = new();

    private readonly HashSet<string> _written = [];
    private readonly DelayedProgress _progress;
    private Network _network = null!;

    /// <summary>Prepares the progress display.</summary>
    public NewClassModelImageCommand() => _progress = new(this, 2, "Climbing to the class model image");

    /// <summary>The class: an index, a label or a wildcard.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Label")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ClassCompleter))]
    public string[]? Class { get; set; }

    /// <summary>A network, its file, or its name in the store; by default the built-in network.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkArgument? Network { get; set; }

    /// <summary>The architecture of a network file that holds weights only.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ArchitectureCompleter))]
    public string? Architecture { get; set; }

    /// <summary>What is maximised.</summary>
    [Parameter]
    public ClassModelObjective Objective { get; set; } = Defaults.Objective;

    /// <summary>Weight of the L2 term.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double? Regularization { get; set; }

    /// <summary>Step length of gradient ascent.</summary>
    [Parameter]
    [ValidateRange(double.Epsilon, double.MaxValue)]
    public double? LearningRate { get; set; }

    /// <summary>Number of steps.</summary>
    [Parameter]
    [ValidateRange(0, 10_000_000)]
    public int Iteration { get; set; } = Defaults.Iterations;

    /// <summary>Threads.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int ThrottleLimit { get; set; } = Defaults.Threads;

    /// <summary>The PNG file to write; one file for each class.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>Replaces a file that is read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Leaves a file that exists as it is.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _network = this.OpenNetwork(Network, Architecture);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var file = OutFile is null ? null : ResolveOutFile(OutFile);
        if (OutFile is not null && file is null) return;
        foreach (var index in Class!.SelectMany(Resolve).Distinct()) Create(index, _network.Labels[index], file);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _progress.Complete();

    private IReadOnlyList<int> Resolve(string pattern)
    {
        try
        {
            return ClassSelector.Resolve(_network, [pattern]);
        }
        catch (ArgumentException e)
        {
            WriteError(ErrorRecords.ClassNotFound(e, pattern));
            return [];
        }
    }

    private string? ResolveOutFile(string path)
    {
        try
        {
            return this.ResolveLiteral(path);
        }
        catch (Exception e) when (PathResolution.IsFault(e))
        {
            WriteError(ErrorRecords.OutFileInvalid(e, path));
            return null;
        }
    }

    private void Create(int index, string label, string? file)
    {
        if (file is not null)
        {
            var obstacle = _written.Contains(file)
                ? "holds the image of another class already; each class needs a file of its own."
                : WholeFile.Obstacle(file, Force, NoClobber);
            if (obstacle is not null) WriteError(ErrorRecords.OutFileExists(file, obstacle));
            if (obstacle is not null || !ShouldProcess(file, $"Write the model image of '{label}'")) return;
            _written.Add(file);
        }

        Emit(Images(index, label, file), e => ErrorRecords.ClassModel(e, label, file));
    }

    private IEnumerable<ClassModelImage> Images(int index, string label, string? file)
    {
        var options = new ClassModelOptions
        {
            Objective = Objective, Regularization = Regularization, LearningRate = LearningRate,
            Iterations = Iteration, Threads = ThrottleLimit,
        };
        var image = ClassModelSynthesizer.Create(_network, index, options, new AscentProgress(_progress, label, Iteration), Token);
        if (file is not null) WholeFile.Write(file, replace: !NoClobber, stream => PngEncoder.Write(image.Image, stream));
        yield return image;
    }
}
