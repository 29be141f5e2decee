namespace SaliencyPS.Files;

/// <summary>Where what users install is kept.</summary>
internal static class UserData
{
    /// <summary>
    /// The folder in the user's local application data. It need not exist, nor does the one that it is in: of one that is not
    /// there the runtime would tell nothing if it were asked to look, and all would be kept where the program was started.
    /// </summary>
    public static string Folder => Path.Combine(Environment.GetFolderPath(
        Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "SaliencyPS");

    /// <summary>Creates a folder if it is not there; below the user's data, one for nobody else.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be created.</exception>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows() || !Path.GetFullPath(folder).StartsWith(Folder, StringComparison.Ordinal))
            Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
