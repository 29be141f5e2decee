namespace SaliencyPS.Benchmarks.Networks;

/// <summary>How far gradients of one class are from each other, relative and Euclidean.</summary>
/// <param name="FromReference">Ours from the scalar reference in single precision.</param>
/// <param name="FromExact">Ours from the scalar reference in double precision.</param>
/// <param name="ReferenceFromExact">
/// The scalar reference in single precision from that in double: what rounding alone does.
/// </param>
/// <param name="FromPeer">Ours from Python's; null without one.</param>
/// <param name="PeerFromExact">Python's from the scalar reference in double precision; null without one.</param>
/// <param name="LibraryLogits">Our scores from the library's; null without one.</param>
/// <param name="FromLibrary">Ours from the library's; null without one.</param>
/// <param name="LibraryFromExact">The library's from the scalar reference in double precision; null without one.</param>
internal sealed record GradientErrors(double FromReference, double FromExact, double ReferenceFromExact,
    double? FromPeer, double? PeerFromExact, double? LibraryLogits, double? FromLibrary, double? LibraryFromExact);
