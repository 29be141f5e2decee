#!/usr/bin/env bash
# System.Formats.Tar reads entries whose headers do not have the sum that stands in them.
#
# Seen with .NET 10.0.12.
#
# Behavior. Each header of a tar file has the sum of its bytes in it, by which tar tells a header from anything else: GNU tar stops with
# "Skipping to next header" and an error, Python's tarfile raises ReadError. What surprised:
#   - TarReader takes the entry with the name that it reads there, and only checks that the sum is a number.
#   - TarEntry.Checksum gives the sum that stands in the header, so that whoever reads can compare.
#
# What to do about it. Add up the 512 bytes before TarEntry.DataOffset (its own eight as blanks) and compare.
#
# Ends with 0 if all is as described, 1 if the behavior has changed, 2 if it could not be tried.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

cat > "$dir/read.cs" <<'CS'
using System.Formats.Tar;
using var sound = new MemoryStream();
using (var writer = new TarWriter(sound, TarEntryFormat.Ustar, leaveOpen: true))
    writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "goose.txt") { DataStream = new MemoryStream("honk"u8.ToArray()) });
var bytes = sound.ToArray();
foreach (var name in (string[])["goose", "moose"])
{
    bytes[0] = (byte)name[0]; // of the first name
    using var reader = new TarReader(new MemoryStream(bytes));
    var entry = reader.GetNextEntry()!;
    var header = bytes[..512];
    Array.Fill(header, (byte)' ', 148, 8);
    Console.WriteLine($"{entry.Name}: says {entry.Checksum}, is {header.Sum(one => one)}");
}
CS
cat > "$dir/expected.txt" <<'TEXT'
same: True
read: moose.txt, sums differ by 6
TEXT
dotnet run "$dir/read.cs" > "$dir/told.txt" 2> "$dir/errors.txt" ||
    { cat "$dir/told.txt" "$dir/errors.txt" >&2; echo "Not tried: the program could not be run." >&2; exit 2; }
awk '/^goose/ { sub(",", "", $3); print "same: " ($3 == $5 ? "True" : "False") }
     /^moose/ { sub(",", "", $3); sub(":", "", $1); print "read: " $1 ", sums differ by " $5 - $3 }' "$dir/told.txt" > "$dir/seen.txt"
cat "$dir/seen.txt"
if ! diff "$dir/expected.txt" "$dir/seen.txt" > "$dir/difference.txt"; then
    echo "CHANGED: TarReader takes headers otherwise than it did (< then, > now):" >&2
    cat "$dir/difference.txt" >&2
    exit 1
fi
echo "As described: TarReader does not look at the sums of headers."
