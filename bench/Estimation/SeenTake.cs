using StreamLift.Capture;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;
using StreamLift.Poses.Layouts;

namespace StreamLift.Bench;

/// <summary>A recorded take as the cameras of a rig see it: true joints, keypoints and lifted poses of each frame.</summary>
/// <param name="Name">The take.</param>
/// <param name="Rig">The cameras.</param>
/// <param name="Layout">The layout of the keypoints.</param>
/// <param name="World">The true joints in the world, mm: 51 numbers a frame.</param>
/// <param name="Keypoints">x, y, score of each joint, px, by camera.</param>
/// <param name="Action">The action, for means over actions.</param>
internal sealed record SeenTake(string Name, CaptureRig Rig, Skeleton Layout, float[] World, float[][] Keypoints, string Action)
{
    public int Frames => World.Length / Skeletons.PoseWidth;

    /// <summary>The lifted poses by camera, mm, camera axes: 51 numbers a frame; empty before they are lifted.</summary>
    public float[][] Lifted { get; set; } = [];

    /// <summary>The sigma of the lifted joints by camera: 17 numbers a frame; 0 where the model gives none.</summary>
    public float[][] Sigma { get; set; } = [];

    /// <summary>Whether each frame was lifted, by camera.</summary>
    public bool[][] IsLifted { get; set; } = [];

    public ReadOnlySpan<float> Truth(int frame) => World.AsSpan(frame * Skeletons.PoseWidth, Skeletons.PoseWidth);

    public ReadOnlySpan<float> Person(int camera, int frame) => Keypoints[camera].AsSpan(3 * Layout.Count * frame, 3 * Layout.Count);

    public ReadOnlySpan<float> LiftedPose(int camera, int frame) => Lifted[camera].AsSpan(frame * Skeletons.PoseWidth, Skeletons.PoseWidth);

    /// <summary>Fills a frame with what a camera saw.</summary>
    public void See(int camera, int frame, bool isLifted, ViewFrame view)
    {
        view.Begin(camera, frame, frame * 40.0, SkeletonCatalogue.BuiltIn.Map(Layout, Skeletons.H36m17));
        isLifted = isLifted && IsLifted[camera][frame];
        var person = view.Add(-1, float.NaN, isLifted);
        Person(camera, frame).CopyTo(view.Keypoints(person));
        view.MapBody(person);
        if (!isLifted)
            return;
        LiftedPose(camera, frame).CopyTo(view.Lifted(person));
        Sigma[camera].AsSpan(frame * ViewFrame.BodyJoints, ViewFrame.BodyJoints).CopyTo(view.Sigma(person));
    }

    /// <summary>The root-relative lifted joint in the world.</summary>
    public Point3 LiftedJoint(int camera, int frame, int joint) => Rig.Cameras[camera].Turn(Point3.Of(LiftedPose(camera, frame), joint));
}
