using System.Collections.Immutable;

namespace StreamLift.Poses.Layouts;

/// <summary>The built-in layouts.</summary>
public static class Skeletons
{
    /// <summary>The numbers of one pose: x, y and z of the 17 joints of <see cref="H36m17"/>.</summary>
    public const int PoseWidth = 51;

    /// <summary>Human3.6M's 17 joints: the layout of the network's input and output.</summary>
    public static Skeleton H36m17 { get; } = Human36mLayouts.H36m17();

    /// <summary><see cref="H36m17"/> without Neck/Nose.</summary>
    public static Skeleton H36m16 { get; } = Human36mLayouts.H36m16();

    /// <summary>Stacked Hourglass, in the interpretation of its Human3.6M users.</summary>
    public static Skeleton Hourglass16 { get; } = HourglassLayouts.Hourglass16();

    /// <summary>MPII's 16 points, in the order of <see cref="Hourglass16"/>.</summary>
    public static Skeleton Mpii16 { get; } = HourglassLayouts.Mpii16();

    /// <summary>COCO's 17 keypoints, the output of most detectors.</summary>
    public static Skeleton Coco17 { get; } = Coco17Layout.Coco17();

    /// <summary>OpenPose's BODY_25.</summary>
    public static Skeleton Body25 { get; } = Body25Layout.Body25();

    /// <summary>Halpe's 26: AlphaPose, RTMPose's "body26".</summary>
    public static Skeleton Halpe26 { get; } = Halpe26Layout.Halpe26();

    /// <summary>MediaPipe's 33 pose landmarks.</summary>
    public static Skeleton Mediapipe33 { get; } = Mediapipe33Layout.Mediapipe33();

    /// <summary>All built-in layouts.</summary>
    public static ImmutableArray<Skeleton> All { get; } = [H36m17, H36m16, Hourglass16, Mpii16, Coco17, Body25, Halpe26, Mediapipe33];
}
