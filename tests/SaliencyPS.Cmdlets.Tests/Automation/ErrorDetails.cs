namespace System.Management.Automation;

public sealed class ErrorDetails(string message)
{
    public string Message => message;
}
