namespace System.Management.Automation.Host;

public sealed class PSHostRawUserInterface
{
    private Size? _size = new(40);

    /// <summary>Throws where there is no screen, as in jobs.</summary>
    public Size BufferSize => _size ?? throw new NotImplementedException();

    public void Resize(int? width) => _size = width is null ? null : new(width.Value);

    public sealed record Size(int Width);
}
