using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using SaliencyPS.Imaging.Terminal;
using SaliencyPS.Results;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>
/// A cmdlet that Ctrl+C stops: <see cref="StopProcessing"/>, which PowerShell calls on another thread, only cancels the token;
/// the engine notices on the pipeline's thread.
/// </summary>
public abstract class CancellableCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    protected CancellationToken Token => _stop.Token;

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Warns; names from elsewhere may be in the text, and none of them commands the terminal.</summary>
    protected new void WriteWarning(string text) => base.WriteWarning(PlainText.OneLine(text));

    /// <summary>Tells what is done, likewise.</summary>
    protected new void WriteVerbose(string text) => base.WriteVerbose(PlainText.OneLine(text));

    /// <summary>
    /// Writes results one by one, each as soon as it exists. A fault in making them becomes an error record and ends this
    /// sequence only; what happens further down the pipeline while an object is written passes through untouched.
    /// </summary>
    protected void Emit<T>(IEnumerable<T> results, Func<Exception, ErrorRecord> error) =>
        Emit(results, error, result => Write(result));

    /// <summary>
    /// Passes results on one by one, each as soon as it exists; a fault in making them ends this sequence only.
    /// </summary>
    private protected void Emit<T>(IEnumerable<T> results, Func<Exception, ErrorRecord> error, Action<T> write)
    {
        using var result = results.GetEnumerator();
        while (Try(result.MoveNext, error, out var more) && more) write(result.Current);
    }

    /// <summary>
    /// Writes a result. The type's view with one line for each image, which the format file has under the name given here, groups
    /// by no image.
    /// </summary>
    private protected void Write(object? result)
    {
        if (result is ISingleResult { IsSingle: true })
        {
            var shown = PSObject.AsPSObject(result);
            shown.TypeNames.Insert(0, $"{result.GetType().FullName}#Single");
            result = shown;
        }

        WriteObject(result);
    }

    /// <summary>Does work in the engine. A fault in it becomes an error record.</summary>
    /// <returns>Whether it was done.</returns>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    protected bool Try<T>(Func<T> work, Func<Exception, ErrorRecord> error, [MaybeNullWhen(false)] out T result)
    {
        try
        {
            result = work();
            return true;
        }
        catch (OperationCanceledException) when (Token.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            WriteError(error(e));
            result = default;
            return false;
        }
    }
}
