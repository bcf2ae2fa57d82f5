namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// COCO-WholeBody's 133 keypoints: COCO's 17 body points, the feet, the face and both hands. Source: MMPose, coco_wholebody.py.
/// </summary>
internal static class Wholebody133Layout
{
    private static readonly JointDefinition[] Feet =
    [
        new("left_big_toe", "left_ankle", Landmark.LeftBigToe),
        new("left_small_toe", "left_big_toe", Landmark.LeftSmallToe),
        new("left_heel", "left_ankle", Landmark.LeftHeel),
        new("right_big_toe", "right_ankle", Landmark.RightBigToe),
        new("right_small_toe", "right_big_toe", Landmark.RightSmallToe),
        new("right_heel", "right_ankle", Landmark.RightHeel),
    ];

    public static Skeleton Wholebody133() =>
        SkeletonTable.Build(
            "wholebody133",
            [.. Coco17Layout.Joints, .. Feet, .. FacePoints.Under("nose"), .. HandPoints.Of("left", "left_wrist"), .. HandPoints.Of("right", "right_wrist")]
        );
}
