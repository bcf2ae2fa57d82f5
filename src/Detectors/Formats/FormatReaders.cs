using StreamLift.Detectors.Framing;
using StreamLift.Detectors.Json;

namespace StreamLift.Detectors.Formats;

/// <summary>The readers of the JSON formats.</summary>
internal static class FormatReaders
{
    public static bool TryRead(DetectorFormat format, JsonValue root, ref FrameBuilder frames) =>
        format switch
        {
            DetectorFormat.OpenPose => OpenPoseReader.TryRead(root, ref frames),
            DetectorFormat.MMPose => MMPoseReader.TryRead(root, ref frames),
            DetectorFormat.AlphaPose => AlphaPoseReader.TryRead(root, ref frames),
            DetectorFormat.Coco => CocoReader.TryRead(root, ref frames),
            DetectorFormat.Ultralytics => UltralyticsReader.TryRead(root, ref frames),
            DetectorFormat.DeepStream => DeepStreamReader.TryRead(root, ref frames),
            _ => DeepStreamMinimalReader.TryRead(root, ref frames),
        } && frames.TryEnd();
}
