namespace StreamLift.Rigs;

/// <summary>The axis of a rig's world that points up.</summary>
public enum WorldUp
{
    /// <summary>x.</summary>
    X,

    /// <summary>y.</summary>
    Y,

    /// <summary>z.</summary>
    Z,

    /// <summary>−x.</summary>
    MinusX,

    /// <summary>−y: y points down, as in CMU Panoptic.</summary>
    MinusY,

    /// <summary>−z.</summary>
    MinusZ,
}
