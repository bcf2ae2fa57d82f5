namespace StreamLift.Files;

/// <summary>The axes that positions are in.</summary>
public enum MotionSpace
{
    /// <summary>The world of a rig: absolute positions, with <see cref="RecordingInfo.Up"/> up.</summary>
    World,

    /// <summary>The axes of a camera: x right, y down, z away; positions are relative to the hip.</summary>
    Camera,
}
