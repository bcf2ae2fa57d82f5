using StreamLift.Poses.Layouts;

namespace StreamLift.Lifter.Suspicion;

/// <summary>Where a layout has the points of the body that tell up from down and left from right: the index of each joint, −1 for none.</summary>
internal sealed class BodyPoints
{
    private readonly Skeleton _layout;

    /// <summary>The points of a layout.</summary>
    public BodyPoints(Skeleton layout)
    {
        _layout = layout;
        (Nose, LeftEye, RightEye) = (Find(Landmark.Nose), Find(Landmark.LeftEye), Find(Landmark.RightEye));
        (LeftEar, RightEar) = (Find(Landmark.LeftEar), Find(Landmark.RightEar));
        (LeftShoulder, RightShoulder) = (Find(Landmark.LeftShoulder), Find(Landmark.RightShoulder));
        (LeftHip, RightHip, MiddleHip) = (Find(Landmark.LeftHip), Find(Landmark.RightHip), Find(Landmark.Pelvis));
    }

    /// <summary>The nose.</summary>
    public int Nose { get; }

    /// <summary>The left eye.</summary>
    public int LeftEye { get; }

    /// <summary>The right eye.</summary>
    public int RightEye { get; }

    /// <summary>The left ear.</summary>
    public int LeftEar { get; }

    /// <summary>The right ear.</summary>
    public int RightEar { get; }

    /// <summary>The left shoulder.</summary>
    public int LeftShoulder { get; }

    /// <summary>The right shoulder.</summary>
    public int RightShoulder { get; }

    /// <summary>The left hip.</summary>
    public int LeftHip { get; }

    /// <summary>The right hip.</summary>
    public int RightHip { get; }

    /// <summary>The middle of the hips.</summary>
    public int MiddleHip { get; }

    private int Find(Landmark landmark) => _layout.Anatomy.Landmarks.IndexOf(landmark);
}
