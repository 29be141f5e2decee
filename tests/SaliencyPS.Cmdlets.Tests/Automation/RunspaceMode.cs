namespace System.Management.Automation;

public enum RunspaceMode { CurrentRunspace }
