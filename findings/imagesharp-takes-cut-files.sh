#!/usr/bin/env bash
# ImageSharp 2.1 loads files that were cut short without an error: WebP, GIF, TIFF, TGA and PBM.
#
# Seen with SixLabors.ImageSharp 2.1.13, the last version with a free licence, and the .NET SDK 10.0.401.
#
# Behavior. An image of 64 × 48 pixels is encoded in each format, the last quarter of the file is left away (of the TIFF, whose directory
# is at its end, one byte), and Image.Load gives an image of full size. Nothing tells that a part of it was never in the file: no
# exception, no property of the image or its metadata. A download that broke, or a card that was pulled too early, looks like a
# photograph.
#
# What to do about it. Find out before decoding whether the file is whole: RIFF's length for WebP, the blocks up to the trailer for GIF,
# offsets and counts of strips or tiles for TIFF, the bytes that width, height and depth ask for with TGA and PBM.
#
# Ends with 0 if all is as described, 1 if the behavior has changed, 2 if it could not be tried.
set -euo pipefail

version=2.1.13
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

cat > "$dir/Try.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="SixLabors.ImageSharp" Version="$version" />
  </ItemGroup>
</Project>
XML
cat > "$dir/Try.cs" <<'CSHARP'
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Pbm;
using SixLabors.ImageSharp.Formats.Tga;
using SixLabors.ImageSharp.Formats.Tiff;
using SixLabors.ImageSharp.Formats.Tiff.Constants;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;

var random = new Random(1);
using var image = new Image<Rgb24>(64, 48);
for (var y = 0; y < image.Height; y++)
    for (var x = 0; x < image.Width; x++)
        image[x, y] = new Rgb24((byte)(4 * x), (byte)(5 * y), (byte)random.Next(256));
foreach (var (name, encoder) in ((string, IImageEncoder)[])[("WebP", new WebpEncoder()), ("GIF", new GifEncoder()),
    ("TIFF", new TiffEncoder { Compression = TiffCompression.None }), ("TGA", new TgaEncoder { Compression = TgaCompression.None }), ("PBM", new PbmEncoder())])
{
    using var stream = new MemoryStream();
    image.Save(stream, encoder);
    var whole = stream.ToArray();
    // Of a TIFF the directory lies at the end; without it there is no image at all.
    var cut = whole[..(name == "TIFF" ? whole.Length - 1 : whole.Length * 3 / 4)];
    try
    {
        using var loaded = Image.Load<Rgb24>(cut);
        Console.WriteLine($"{name}: {loaded.Width}×{loaded.Height}, no error");
    }
    catch (Exception e)
    {
        Console.WriteLine($"{name}: {e.GetType().Name}");
    }
}
CSHARP
(cd "$dir" && dotnet build -nodeReuse:false -p:UseSharedCompilation=false -o "$dir/out") > "$dir/build.log" 2>&1 ||
    { cat "$dir/build.log" >&2; echo "Not tried: the program could not be built." >&2; exit 2; }
dotnet "$dir/out/Try.dll" > "$dir/seen.txt" || { echo "Not tried: the program did not run to its end." >&2; exit 2; }
cat "$dir/seen.txt"
if [ "$(grep -c "64×48, no error" "$dir/seen.txt")" -ne 5 ]; then
    echo "CHANGED: ImageSharp $version does not take all of these files any more." >&2
    exit 1
fi
echo "As described: ImageSharp $version takes files that were cut short."
