namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// The 21 points of a hand in OpenPose's order, with MMPose's names: left_hand_root, then of each finger the knuckle (of the thumb the joint at the wrist), two
/// joints and the tip, left_thumb1 to left_pinky_finger4. Source: MMPose, coco_wholebody.py.
/// </summary>
internal static class HandPoints
{
    private static readonly string[] Fingers = ["thumb", "forefinger", "middle_finger", "ring_finger", "pinky_finger"];

    /// <summary>The rows of a layout's table.</summary>
    /// <param name="side"><c>left</c> or <c>right</c>.</param>
    /// <param name="wrist">The parent of the hand: the layout's wrist of that side.</param>
    public static IEnumerable<JointDefinition> Of(string side, string wrist)
    {
        var root = $"{side}_hand_root";
        yield return new(root, wrist);
        foreach (var finger in Fingers)
            for (var joint = 1; joint <= 4; joint++)
                yield return new($"{side}_{finger}{joint}", joint == 1 ? root : $"{side}_{finger}{joint - 1}", Landmark(side, finger, joint));
    }

    // The points that MediaPipe or NVIDIA have too.
    private static Landmark Landmark(string side, string finger, int joint) =>
        (side, finger, joint) switch
        {
            ("left", "thumb", 2) => Layouts.Landmark.LeftThumb,
            ("left", "thumb", 4) => Layouts.Landmark.LeftThumbTip,
            ("left", "forefinger", 1) => Layouts.Landmark.LeftIndex,
            ("left", "middle_finger", 4) => Layouts.Landmark.LeftMiddleTip,
            ("left", "pinky_finger", 1) => Layouts.Landmark.LeftPinky,
            ("right", _, _) => Landmark("left", finger, joint).Mirrored(),
            _ => Layouts.Landmark.None,
        };
}
