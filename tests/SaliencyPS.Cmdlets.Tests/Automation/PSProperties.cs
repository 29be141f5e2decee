namespace System.Management.Automation;

/// <summary>Properties by name; null where there is none.</summary>
public sealed class PSProperties : List<PSNoteProperty>
{
    public PSNoteProperty? this[string name] => Find(property => property.Name == name);
}
