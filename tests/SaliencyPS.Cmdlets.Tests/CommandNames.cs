using System.Management.Automation;
using System.Reflection;

namespace SaliencyPS.Tests;

internal static class CommandNames
{
    extension(Type command)
    {
        /// <summary>The verb and noun of a class of cmdlets; null where it is none.</summary>
        public string? CommandName =>
            command.GetCustomAttribute<CmdletAttribute>() is { } cmdlet ? $"{cmdlet.VerbName}-{cmdlet.NounName}" : null;
    }
}
