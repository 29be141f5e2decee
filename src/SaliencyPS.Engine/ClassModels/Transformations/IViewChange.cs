namespace SaliencyPS.ClassModels.Transformations;

/// <summary>One way in which the network's view of the image changes from step to step.</summary>
internal interface IViewChange
{
    /// <summary>The next view; takes as many numbers from the generator every time.</summary>
    Affine Draw(Random random);
}
