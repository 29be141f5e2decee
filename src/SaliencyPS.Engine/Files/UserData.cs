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
}
