namespace SaliencyPS.Networks.Store;

/// <summary>A network that can be installed by its name: an entry of <see cref="NetworkCatalog"/>.</summary>
public sealed class AvailableNetwork
{
    /// <summary>The name to install it by, which it then has in the store.</summary>
    public required string Name { get; init; }

    /// <summary>Address of the network's file, which its publisher never changes.</summary>
    public required string Uri { get; init; }

    /// <summary>SHA-256 of the file, in lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The terms of the weights.</summary>
    public required string License { get; init; }

    /// <summary>What it is, and who published it.</summary>
    public required string Source { get; init; }

    /// <summary>How often the best-scored class is right, in percent.</summary>
    public required double Top1Accuracy { get; init; }

    /// <summary>How often the right class is among the five best-scored, in percent.</summary>
    public required double Top5Accuracy { get; init; }

    /// <summary>Who measured the accuracies, and on what.</summary>
    public required string Measured { get; init; }

    /// <summary>Architecture, preprocessing and labels: the JSON that is written beside the network.</summary>
    public required string Description { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
