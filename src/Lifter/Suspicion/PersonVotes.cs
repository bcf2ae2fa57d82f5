using StreamLift.Poses.Layouts;

namespace StreamLift.Lifter.Suspicion;

/// <summary>What a person says about up and down, and left and right.</summary>
internal struct PersonVotes
{
    private const float LeastFaceScore = 0.5f;
    private const float LeastDistance = 2; // pixels

    /// <summary>People with shoulders and hips.</summary>
    public int Trunks;

    /// <summary>People whose shoulders are below the hips.</summary>
    public int UpsideDown;

    /// <summary>People who show their face, by nose and eyes (and ears).</summary>
    public int Faces;

    /// <summary>People who show their face and have the left eye on the left of the image. A face that is seen has it on the right.</summary>
    public int ReversedFaces;

    /// <summary>People with eyes and shoulders that are apart.</summary>
    public int Heads;

    /// <summary>People with the shoulders the other way round than the eyes.</summary>
    public int Contradictions;

    /// <summary>People with hips and a middle of the hips.</summary>
    public int Middles;

    /// <summary>People whose middle of the hips lies elsewhere, so that the joints are in another order.</summary>
    public int Displaced;

    /// <summary>Adds the votes of a person.</summary>
    /// <param name="points">Where the layout has what is needed.</param>
    /// <param name="keypoints">x, y, score of each joint.</param>
    public void Add(BodyPoints points, ReadOnlySpan<float> keypoints)
    {
        var hasShoulders = TryPair(keypoints, points.LeftShoulder, points.RightShoulder, 0, out var shoulders);
        var hasHips = TryPair(keypoints, points.LeftHip, points.RightHip, 0, out var hips);
        if (hasShoulders && hasHips)
        {
            Trunks++;
            // A person who lies is neither upright nor upside down.
            UpsideDown += shoulders.Y - hips.Y > Math.Abs(shoulders.X - hips.X) ? 1 : 0;
        }

        if (MiddleHip.IsDisplaced(keypoints, points.MiddleHip, points.LeftHip, points.RightHip) is { } isDisplaced)
        {
            Middles++;
            Displaced += isDisplaced ? 1 : 0;
        }

        if (!TryPair(keypoints, points.LeftEye, points.RightEye, 0, out var eyes) || Math.Abs(eyes.Apart) < LeastDistance)
            return;
        if (hasShoulders && Math.Abs(shoulders.Apart) > 2 * Math.Abs(eyes.Apart))
        {
            Heads++;
            Contradictions += eyes.Apart > 0 != shoulders.Apart > 0 ? 1 : 0;
        }

        if (
            !IsSeen(keypoints, points.Nose, LeastFaceScore)
            || !IsSeen(keypoints, points.LeftEye, LeastFaceScore)
            || !IsSeen(keypoints, points.RightEye, LeastFaceScore)
        )
            return;
        // On the hands, the left eye is on the left.
        if (hasShoulders && eyes.Y > shoulders.Y)
            return;
        if (TryPair(keypoints, points.LeftEar, points.RightEar, LeastFaceScore, out var ears) && ears.Apart > 0 != eyes.Apart > 0)
            return;
        Faces++;
        ReversedFaces += eyes.Apart < 0 ? 1 : 0;
    }

    // The middle of a left and a right joint, and how far the left one is to the right of the other in the image.
    private static bool TryPair(ReadOnlySpan<float> keypoints, int left, int right, float score, out (float X, float Y, float Apart) pair)
    {
        pair = default;
        if (!IsSeen(keypoints, left, score) || !IsSeen(keypoints, right, score))
            return false;
        var (x, y) = (keypoints[3 * left], keypoints[(3 * left) + 1]);
        pair = ((x + keypoints[3 * right]) / 2, (y + keypoints[(3 * right) + 1]) / 2, x - keypoints[3 * right]);
        return true;
    }

    private static bool IsSeen(ReadOnlySpan<float> keypoints, int joint, float score) =>
        joint >= 0 && keypoints[(3 * joint) + 2] > 0 && keypoints[(3 * joint) + 2] >= score;
}
