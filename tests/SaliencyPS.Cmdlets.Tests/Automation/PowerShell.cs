using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>A shell without commands.</summary>
public sealed class PowerShell : IDisposable
{
    public static PowerShell Create(RunspaceMode mode) => new();

    public PowerShell AddCommand(string name) => this;

    public PowerShell AddParameter(string name, object value) => this;

    public Collection<T> Invoke<T>() => [];

    public void Dispose() { }
}
