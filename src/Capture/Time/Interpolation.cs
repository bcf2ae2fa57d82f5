using StreamLift.Capture.Views;

namespace StreamLift.Capture.Time;

/// <summary>
/// The people of one camera at an instant between two of its frames. Linear: at 25 to 60 frames/s the curve between two frames is below the noise of
/// detectors, and a parabola through a third frame would add more noise than it removes (docs/clocks.md).
/// </summary>
internal static class Interpolation
{
    // What is seen in one of the two frames only is taken from it if it is at most this far from the instant: 5 ms of walking are 7 mm.
    private const double NearMs = 5;

    /// <param name="before">The last frame before the instant.</param>
    /// <param name="after">The first frame after it.</param>
    /// <param name="links">For each person of the later frame the index in the earlier one, or -1.</param>
    /// <param name="share">Where the instant is between them: 0 to 1.</param>
    /// <param name="instant">The instant, Unix ms.</param>
    /// <param name="view">Receives the people.</param>
    public static void At(ViewFrame before, ViewFrame after, ReadOnlySpan<int> links, double share, double instant, ViewFrame view)
    {
        var gap = after.TimestampMs - before.TimestampMs;
        var (nearBefore, nearAfter) = (share * gap <= NearMs, (1 - share) * gap <= NearMs);
        view.Begin(after.Camera, share < 0.5 ? before.Frame : after.Frame, instant, after.Map);
        for (var person = 0; person < after.Count; person++)
            if (links[person] >= 0)
                Between(before, links[person], after, person, (float)share, (nearBefore, nearAfter), view);
            else if (nearAfter)
                Copy(after, person, view);
        if (!nearBefore)
            return;
        for (var person = 0; person < before.Count; person++)
            if (!links.Contains(person))
                Copy(before, person, view);
    }

    private static void Between(ViewFrame before, int b, ViewFrame after, int a, float share, (bool Before, bool After) near, ViewFrame view)
    {
        var lifted = before.IsLifted(b) || after.IsLifted(a);
        var person = view.Add(after.Id(a), Mean(before.Score(b), after.Score(a), share), lifted);
        Joints(before.Keypoints(b), after.Keypoints(a), share, near, view.Keypoints(person));
        Joints(before.Body(b), after.Body(a), share, near, view.Body(person));
        if (!lifted)
            return;
        // The lifted pose turns slowly with the body, so that one of the two is enough.
        var weight =
            !before.IsLifted(b) ? 1
            : after.IsLifted(a) ? share
            : 0;
        Mix(before.Lifted(b), after.Lifted(a), weight, view.Lifted(person));
        Mix(before.Sigma(b), after.Sigma(a), weight, view.Sigma(person));
    }

    private static void Joints(ReadOnlySpan<float> before, ReadOnlySpan<float> after, float share, (bool Before, bool After) near, Span<float> joints)
    {
        for (var i = 0; i < joints.Length; i += 3)
            if (before[i + 2] > 0 && after[i + 2] > 0)
                Mix(before.Slice(i, 3), after.Slice(i, 3), share, joints.Slice(i, 3));
            else if (before[i + 2] > 0 && near.Before)
                before.Slice(i, 3).CopyTo(joints.Slice(i, 3));
            else if (after[i + 2] > 0 && near.After)
                after.Slice(i, 3).CopyTo(joints.Slice(i, 3));
    }

    private static void Mix(ReadOnlySpan<float> before, ReadOnlySpan<float> after, float share, Span<float> mixed)
    {
        for (var i = 0; i < mixed.Length; i++)
            mixed[i] = Mean(before[i], after[i], share);
    }

    private static float Mean(float before, float after, float share) => before + (share * (after - before));

    private static void Copy(ViewFrame from, int index, ViewFrame view)
    {
        var person = view.Add(from.Id(index), from.Score(index), from.IsLifted(index));
        from.Keypoints(index).CopyTo(view.Keypoints(person));
        from.Body(index).CopyTo(view.Body(person));
        from.Lifted(index).CopyTo(view.Lifted(person));
        from.Sigma(index).CopyTo(view.Sigma(person));
    }
}
