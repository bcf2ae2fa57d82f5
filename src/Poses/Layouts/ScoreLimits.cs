namespace StreamLift.Poses.Layouts;

/// <summary>
/// From which score on a joint counts as seen, by layout: what its detectors write for a joint that they only guess is below. A hidden joint costs as much as
/// one that is off by 12 to 20 % of the person's height, so the limits are low (docs/layouts.md has figures and sources).
/// </summary>
internal static class ScoreLimits
{
    // OpenPose itself shows no joint below this.
    private const float OpenPose = 0.05f;

    // Top-down detectors give every joint of a box a score, of those outside the image as well.
    private const float TopDown = 0.1f;

    // MediaPipe's visibility is the probability that the landmark is in the image and not occluded.
    private const float MediaPipe = 0.5f;

    /// <summary>The limit of a layout by its name; 0 where the scores mean nothing in common.</summary>
    public static float Of(string layout) =>
        layout switch
        {
            "body25" or "body25b" or "coco18" or "openpose-mpi15" or "panoptic19" => OpenPose,
            "coco17" or "wholebody133" or "halpe26" or "halpe136" or "crowdpose14" or "aic14" or "posetrack18" => TopDown,
            "mediapipe33" => MediaPipe,
            _ => 0,
        };
}
