namespace System.Management.Automation;

public enum ActionPreference { Ignore }
