# The first thing that Import-Module SaliencyPS runs. Assemblies stay in a process to its end, whatever Remove-Module does, and no other copy of
# them can be loaded beside them: another copy of the module would run the code of the first one under manifest, types and views of its own.
# No command of PowerShell's before it is needed: each would import a module first.
$own = [IO.Path]::Combine($PSScriptRoot, 'bin', 'SaliencyPS.Engine.dll')
if (-not [IO.File]::Exists($own)) {
    throw [IO.FileNotFoundException]::new("There is no '$own': in a clone, 'dotnet build -c Release src/SaliencyPS.Cmdlets' makes it.", $own)
}

$loaded = [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq 'SaliencyPS.Engine' }[0]
if ($loaded -and $loaded.Location -ne $own) {
    $other = Split-Path (Split-Path $loaded.Location)
    throw [Management.Automation.ErrorRecord]::new(
        [InvalidOperationException]::new("SaliencyPS $($loaded.GetName().Version.ToString(3)) in '$other' is loaded in this process, which can load " +
            "no other copy: the one in '$PSScriptRoot' was not imported. A new PowerShell can import it; Import-Module " +
            "'$(Join-Path $other 'SaliencyPS.psd1')' imports the one that is loaded."),
        'AnotherCopyLoaded', 'ResourceExists', $PSScriptRoot)
}
