using SaliencyPS.Fuzz;
using SharpFuzz;

// fuzz/run starts this under afl-fuzz; with files behind the target's name, it reads them once and tells what each does.
if (args is not [var target, .. var files] || !FuzzTargets.Names.Contains(target))
{
    Console.Error.WriteLine($"Usage: SaliencyPS.Fuzz TARGET [FILE ...], with one of {string.Join(", ", FuzzTargets.Names)}.");
    return 2;
}

var memory = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
var folder = Directory.CreateDirectory(Path.Combine(memory, $"saliency-fuzz-{Environment.ProcessId}")).FullName;
try
{
    var targets = new FuzzTargets(folder);
    targets.Place("net.onnx", File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "net.onnx")));
    if (files.Length == 0) Fuzzer.Run(stream =>
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        targets.Read(target, copy.ToArray());
    });
    foreach (var file in files)
    {
        Console.WriteLine(file);
        targets.Read(target, File.ReadAllBytes(file));
    }

    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
