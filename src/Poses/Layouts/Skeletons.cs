using System.Collections.Immutable;
using StreamLift.Poses.Layouts.BuiltIn;

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

    /// <summary>OpenPose's COCO model: COCO's keypoints and the neck, in another order.</summary>
    public static Skeleton Coco18 { get; } = Coco18Layout.Coco18();

    /// <summary>OpenPose's experimental BODY_25B.</summary>
    public static Skeleton Body25b { get; } = Body25bLayout.Body25b();

    /// <summary>COCO-WholeBody's 133: body, feet, face and hands.</summary>
    public static Skeleton Wholebody133 { get; } = Wholebody133Layout.Wholebody133();

    /// <summary>Halpe's full body: <see cref="Halpe26"/>, face and hands.</summary>
    public static Skeleton Halpe136 { get; } = Halpe136Layout.Halpe136();

    /// <summary>CrowdPose's 14 keypoints.</summary>
    public static Skeleton Crowdpose14 { get; } = Crowdpose14Layout.Crowdpose14();

    /// <summary>AI Challenger's 14 keypoints.</summary>
    public static Skeleton Aic14 { get; } = Aic14Layout.Aic14();

    /// <summary>The 17 keypoints of PoseTrack18.</summary>
    public static Skeleton Posetrack18 { get; } = Posetrack18Layout.Posetrack18();

    /// <summary>Leeds Sports Pose's 14 joints, also of Shelf and Campus.</summary>
    public static Skeleton Lsp14 { get; } = Lsp14Layout.Lsp14();

    /// <summary>CMU Panoptic Studio's 19 joints.</summary>
    public static Skeleton Panoptic19 { get; } = Panoptic19Layout.Panoptic19();

    /// <summary>NVIDIA's 34: BodyPose3DNet, Maxine.</summary>
    public static Skeleton Nvidia34 { get; } = Nvidia34Layout.Nvidia34();

    /// <summary>OpenPose's MPI model, in messages <c>openpose-mpi15</c>.</summary>
    public static Skeleton OpenposeMpi15 { get; } = OpenposeMpi15Layout.OpenposeMpi15();

    /// <summary>MPI-INF-3DHP's 17 joints.</summary>
    public static Skeleton Mpi3dhp17 { get; } = Mpi3dhp17Layout.Mpi3dhp17();

    /// <summary>Azure Kinect's 32 joints.</summary>
    public static Skeleton Kinect32 { get; } = Kinect32Layout.Kinect32();

    /// <summary>SMPL's 24 joints.</summary>
    public static Skeleton Smpl24 { get; } = Smpl24Layout.Smpl24();

    /// <summary>All built-in layouts.</summary>
    public static ImmutableArray<Skeleton> All { get; } =
    [
        H36m17,
        H36m16,
        Hourglass16,
        Mpii16,
        Coco17,
        Body25,
        Halpe26,
        Mediapipe33,
        Coco18,
        Body25b,
        Wholebody133,
        Halpe136,
        Crowdpose14,
        Aic14,
        Posetrack18,
        Lsp14,
        Panoptic19,
        Nvidia34,
        OpenposeMpi15,
        Mpi3dhp17,
        Kinect32,
        Smpl24,
    ];
}
