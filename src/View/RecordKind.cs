namespace StreamLift.View;

/// <summary>What a record of a topic is.</summary>
public enum RecordKind
{
    /// <summary>The people of a rig at an instant, in its world: what <c>fuse</c> writes.</summary>
    People,

    /// <summary>The 3D poses of a camera's frames: what <c>run</c> writes.</summary>
    Poses,

    /// <summary>The 2D keypoints of a camera's frames: what <c>run</c> reads.</summary>
    Keypoints,

    /// <summary>Something else.</summary>
    Other,
}
