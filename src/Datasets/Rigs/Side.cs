namespace StreamLift.Datasets.Rigs;

/// <summary>The side of the body that a joint's name says.</summary>
internal enum Side
{
    /// <summary>The name says no side.</summary>
    None,

    /// <summary>The person's left.</summary>
    Left,

    /// <summary>The person's right.</summary>
    Right,
}

/// <summary>The part of the body that a joint's name says. A limb's joint is where the named bone begins: <c>thigh</c> is the hip joint.</summary>
internal enum RigPart
{
    Hip,
    Knee,
    Ankle,
    Shoulder,
    Elbow,
    Wrist,
    Eye,
    Neck,
    Head,
    HeadTop,
}
