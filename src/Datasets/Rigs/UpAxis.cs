namespace StreamLift.Datasets.Rigs;

/// <summary>The axis of a motion file that points up.</summary>
public enum UpAxis
{
    /// <summary>+y, as in most BVH files.</summary>
    Y,

    /// <summary>+z, as in Blender.</summary>
    Z,

    /// <summary>+x.</summary>
    X,

    /// <summary>-y, as in image coordinates.</summary>
    MinusY,

    /// <summary>-z.</summary>
    MinusZ,

    /// <summary>-x.</summary>
    MinusX,
}
