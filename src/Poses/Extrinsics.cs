using System.Collections.Immutable;

namespace StreamLift.Poses;

/// <summary>Where a camera stands: x_camera = R·X_world + t.</summary>
/// <param name="Rotation">R, 9 numbers, row by row.</param>
/// <param name="Translation">t, 3 numbers, mm.</param>
public sealed record Extrinsics(ImmutableArray<double> Rotation, ImmutableArray<double> Translation);
