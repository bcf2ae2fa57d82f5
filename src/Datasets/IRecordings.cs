using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Datasets;

/// <summary>A source of true 3D motion, and of the cameras that stood around it.</summary>
internal interface IRecordings
{
    /// <summary>One line: what it is and where.</summary>
    string Description { get; }

    /// <summary>Every subject there is, in any order.</summary>
    IReadOnlyList<string> Subjects { get; }

    /// <summary>The takes of one subject, read as they are asked for.</summary>
    IEnumerable<Take> TakesOf(string subject);

    /// <summary>
    /// In the order in which lists of detections have them: Human3.6M's serial numbers ascending. Empty where none are known, or where each take has its own.
    /// </summary>
    IReadOnlyList<Camera> CamerasOf(string subject);
}
