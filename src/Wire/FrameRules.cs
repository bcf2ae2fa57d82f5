using StreamLift.Poses.Layouts;

namespace StreamLift.Wire;

/// <summary>What a decoder accepts.</summary>
/// <param name="Catalogue">The layouts that frames may name.</param>
/// <param name="Limits">The largest message.</param>
/// <param name="IsStrict">
/// Whether a person whose own content is wrong rejects the whole record. Otherwise only that person is rejected, and its frame is read.
/// </param>
internal sealed record FrameRules(SkeletonCatalogue Catalogue, WireLimits Limits, bool IsStrict);
