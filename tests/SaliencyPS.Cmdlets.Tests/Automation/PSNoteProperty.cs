namespace System.Management.Automation;

public sealed record PSNoteProperty(string Name, object Value);
