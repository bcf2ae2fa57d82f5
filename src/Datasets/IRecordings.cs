using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Datasets;

/// <summary>A source of 3D motion and its cameras.</summary>
internal interface IRecordings
{
    /// <summary>The kind and location of the source in one line.</summary>
    string Description { get; }

    /// <summary>The unit of the format, from which the takes were converted to mm. Null: the reader finds the unit of each file itself.</summary>
    LengthUnit? Unit => null;

    /// <summary>All subjects, in any order.</summary>
    IReadOnlyList<string> Subjects { get; }

    /// <summary>The takes of a subject. They are read lazily.</summary>
    IEnumerable<Take> TakesOf(string subject);

    /// <summary>
    /// The cameras in the order of the detections, which for Human3.6M is ascending by serial number. Empty: unknown, or each take has its own
    /// cameras.
    /// </summary>
    IReadOnlyList<Camera> CamerasOf(string subject);

    /// <summary>The folder of the files, in which a cameras.json may be. Null: that of the path that was opened.</summary>
    string? Folder => null;

    /// <summary>The number of random cameras around each take, if nothing else says its cameras. Null: it is left out.</summary>
    int? RandomCameras => null;

    /// <summary>Lines for the user on what came up in the takes that were read so far.</summary>
    IReadOnlyList<string> Notes => [];
}
