namespace System.Management.Automation;

public readonly struct SwitchParameter(bool isPresent)
{
    private readonly bool _isPresent = isPresent;

    public static implicit operator bool(SwitchParameter parameter) => parameter._isPresent;

    public static implicit operator SwitchParameter(bool value) => new(value);
}
