namespace SaliencyPS.Networks.Layers;

/// <summary>What <see cref="Reduce"/> makes of the values along its axes.</summary>
public enum ReduceKind
{
    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The largest; several that are equal share its gradient.</summary>
    Maximum,

    /// <summary>√Σx², whose gradient is 0 where it is 0.</summary>
    Norm,
}
