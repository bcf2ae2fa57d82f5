using StreamLift.Capture.Geometry;

namespace StreamLift.Capture.Association;

/// <summary>The directions of a body's bones, by which two poses are compared wherever they are and however large.</summary>
internal static class BoneDirections
{
    /// <summary>Writes the direction of each bone, of length 1, or 0 where an end is not known.</summary>
    /// <param name="joints">The core joints; NaN for one that is not known.</param>
    /// <param name="bones">Receives <see cref="CoreJoints.BoneCount"/> directions.</param>
    public static void Write(ReadOnlySpan<Point3> joints, Span<Point3> bones)
    {
        for (var bone = 0; bone < CoreJoints.BoneCount; bone++)
        {
            var along = joints[CoreJoints.To[bone]] - joints[CoreJoints.From[bone]];
            bones[bone] = along.Length > 0 ? along.Unit : default;
        }
    }

    /// <summary>How much two poses differ: the weighted mean of 1 − cosine, from 0 (the same) to 2; 0 where they can't be compared.</summary>
    public static double Difference(ReadOnlySpan<Point3> bones, ReadOnlySpan<Point3> others)
    {
        if (bones.IsEmpty || others.IsEmpty)
            return 0;
        double sum = 0,
            weights = 0;
        for (var bone = 0; bone < CoreJoints.BoneCount; bone++)
        {
            if (bones[bone] == default || others[bone] == default)
                continue;
            sum += CoreJoints.Weight[bone] * (1 - bones[bone].Dot(others[bone]));
            weights += CoreJoints.Weight[bone];
        }
        return weights > 0 ? sum / weights : 0;
    }
}
