using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Evaluation.Agreement;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Threads;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Test-SaliencyNetwork: files with another program's numbers → one <see cref="NetworkVerification"/> each.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SaliencyNetwork", DefaultParameterSetName = PathSet)]
[OutputType(typeof(NetworkVerification))]
public sealed class TestSaliencyNetworkCommand : PathCommand
{
    private const string PathSet = "Reference", LiteralPathSet = "LiteralReference";

    private static readonly VerificationOptions Defaults = new();

    private Network _network = null!;
    private VerificationOptions _options = null!;

    /// <summary>Files of NumPy arrays: .npz, or NAME.input.npy with the others beside it.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Reference { get; set; }

    /// <summary>Files of NumPy arrays, taken as they are.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "FullName")]
    [ValidateNotNullOrEmpty]
    [RowPath]
    public string[]? LiteralReference { get; set; }

    /// <summary>A network, its file, or its name in the store; where none is given, the default network.</summary>
    [Parameter]
    [ValidateNotNull]
    [Revived]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkArgument? Network { get; set; }

    /// <summary>The architecture of a network file that holds weights only.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ArchitectureCompleter))]
    public string? Architecture { get; set; }

    /// <summary>The output of an ONNX file whose values are the class scores, where the file has several.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Output { get; set; }

    /// <summary>What runs the network.</summary>
    [Parameter]
    public EngineChoice Engine { get; set; } = EngineChoice.Managed;

    /// <summary>The device that runs it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Device { get; set; }

    /// <summary>The numbers of products.</summary>
    [Parameter]
    public Precision Precision { get; set; } = Precision.Float32;

    /// <summary>Largest error of scores that passes.</summary>
    [Parameter]
    [ValidateRange(VerificationDefinitions.ToleranceMinimum, VerificationDefinitions.ToleranceMaximum)]
    public double LogitTolerance { get; set; } = Defaults.LogitTolerance;

    /// <summary>Largest error of gradients that passes.</summary>
    [Parameter]
    [ValidateRange(VerificationDefinitions.ToleranceMinimum, VerificationDefinitions.ToleranceMaximum)]
    public double GradientTolerance { get; set; } = Defaults.GradientTolerance;

    /// <summary>Threads.</summary>
    [Parameter]
    [ValidateRange(ReadingDefinitions.ThreadsMinimum, ReadingDefinitions.ThreadsMaximum)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    /// <inheritdoc/>
    public override string[]? Path { get => Reference; set => Reference = value; }

    /// <inheritdoc/>
    public override string[]? LiteralPath { get => LiteralReference; set => LiteralReference = value; }

    private protected override FileKind Kind => FileKind.Reference;

    private EngineRequest Request => new(Engine, Device, Precision);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        this.RequireEngine(() => EngineSelection.Require(Request), Engine);
        _network = this.OpenNetwork(Network, Architecture, Output, Engine);
        _options = new() { LogitTolerance = LogitTolerance, GradientTolerance = GradientTolerance };
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var file in ResolveFiles()) Emit(Verify(file), e => ErrorRecords.Reference(e, file));
    }

    private IEnumerable<NetworkVerification> Verify(string file)
    {
        var reference = NetworkReference.Read(file, _network);
        var engine = EngineSelection.Choose(Request, one => one.Bytes(_network, NetworkVerifier.Plan(reference)));
        yield return NetworkVerifier.Verify(
            _network, reference, _options with { Engine = engine }, new Parallelism(ThrottleLimit, Token));
    }
}
