namespace StreamLift.Poses.Scoring.People;

/// <summary>Distances of joints in lists of x, y, z, mm.</summary>
internal static class Joints
{
    /// <summary>The distance of a joint of one list from a joint of another.</summary>
    public static double Distance(ReadOnlySpan<float> one, int joint, ReadOnlySpan<float> other, int otherJoint)
    {
        var (x, y, z) = (
            (double)one[3 * joint] - other[3 * otherJoint],
            (double)one[(3 * joint) + 1] - other[(3 * otherJoint) + 1],
            (double)one[(3 * joint) + 2] - other[(3 * otherJoint) + 2]
        );
        return Math.Sqrt((x * x) + (y * y) + (z * z));
    }

    /// <summary>The mean distance of the joints, each pose relative to its hip.</summary>
    public static double RelativeToHip(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        double sum = 0;
        for (var i = 0; i < one.Length; i += 3)
        {
            var (x, y, z) = (
                (double)one[i] - one[0] - (other[i] - (double)other[0]),
                (double)one[i + 1] - one[1] - (other[i + 1] - (double)other[1]),
                (double)one[i + 2] - one[2] - (other[i + 2] - (double)other[2])
            );
            sum += Math.Sqrt((x * x) + (y * y) + (z * z));
        }
        return sum / (one.Length / 3);
    }
}
