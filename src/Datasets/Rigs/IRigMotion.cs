using System.Numerics;
using StreamLift.Rigs;

namespace StreamLift.Datasets.Rigs;

/// <summary>The joints of a motion file in each frame, in the file's own names, unit and axes.</summary>
internal interface IRigMotion
{
    /// <summary>The joints' names, as in the file.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>For each joint the index of its parent, which comes before it; -1: none, or the format has no tree.</summary>
    IReadOnlyList<int> Parents { get; }

    /// <summary>The joints in the rest pose of the rig. Null: the format has none.</summary>
    IReadOnlyList<Vector3>? Rest { get; }

    /// <summary>The unit that the file states. Null: it states none.</summary>
    LengthUnit? Unit { get; }

    /// <summary>The axis that the file states to be up. Null: it states none.</summary>
    WorldUp? Up { get; }

    /// <summary>Frames per second. Null: the file does not say it.</summary>
    double? Rate => null;

    /// <summary>The number of frames.</summary>
    int Frames { get; }

    /// <summary>What the reader of the format has to say, without the file's name.</summary>
    /// <param name="used">The joints that the body is computed from.</param>
    IEnumerable<string> Notes(IReadOnlyList<int> used) => [];

    /// <summary>Whether a joint was recorded in a frame. Frames in which a joint of the body was not are left out.</summary>
    bool IsKnown(int frame, int joint) => true;

    /// <summary>From now on only these joints are asked for. The positions of others need not be computed.</summary>
    void Need(IReadOnlyList<int> joints) { }

    /// <summary>Computes the positions of all joints in a frame, or of those that are needed.</summary>
    void ComputeFrame(int frame, Span<Vector3> positions);
}
