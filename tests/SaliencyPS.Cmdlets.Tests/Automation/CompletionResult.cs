namespace System.Management.Automation;

public sealed class CompletionResult(string completionText, string listItemText, CompletionResultType resultType, string toolTip)
{
    public string CompletionText => completionText;

    public (string ListItem, CompletionResultType Type, string ToolTip) Display => (listItemText, resultType, toolTip);
}
