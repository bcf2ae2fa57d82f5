using System.Collections.Immutable;

namespace StreamLift.Poses;

/// <summary>Where a camera stands: x_camera = R·X_world + t.</summary>
public sealed record Extrinsics(ImmutableArray<double> Rotation, ImmutableArray<double> Translation)
{
    /// <summary>R, 9 numbers, row by row.</summary>
    public ImmutableArray<double> Rotation { get; } =
        Rotation.Length == 9 ? Rotation : throw new ArgumentException("a rotation has 9 numbers", nameof(Rotation));

    /// <summary>t, 3 numbers, mm.</summary>
    public ImmutableArray<double> Translation { get; } =
        Translation.Length == 3 ? Translation : throw new ArgumentException("a translation has 3 numbers", nameof(Translation));
}
