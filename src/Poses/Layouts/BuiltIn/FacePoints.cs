using System.Globalization;

namespace StreamLift.Poses.Layouts.BuiltIn;

/// <summary>
/// The 68 face landmarks of iBUG's 300-W, with MMPose's names face-0 to face-67: jaw 0 to 16 from the person's right to the left, brows 17 to 26, nose 27 to
/// 35, eyes 36 to 47, mouth 48 to 67. Source: MMPose, coco_wholebody.py; 300-W's annotation scheme.
/// </summary>
internal static class FacePoints
{
    private const int Count = 68;

    // Within each run a point and its counterpart on the other side have the same sum. Points in no run are in the middle of the face.
    private static readonly (int First, int Last, int Sum)[] Runs =
    [
        (0, 16, 16),
        (17, 26, 43),
        (31, 35, 66),
        (36, 39, 81),
        (40, 41, 87),
        (42, 45, 81),
        (46, 47, 87),
        (48, 54, 102),
        (55, 59, 114),
        (60, 64, 124),
        (65, 67, 132),
    ];

    /// <summary>The rows of a layout's table.</summary>
    /// <param name="nose">The parent of all face points: the layout's nose.</param>
    public static IEnumerable<JointDefinition> Under(string nose) =>
        Enumerable.Range(0, Count).Select(point => new JointDefinition(Name(point), nose, Landmark(point), Name(Counterpart(point))));

    private static string Name(int point) => string.Create(CultureInfo.InvariantCulture, $"face-{point}");

    private static int Counterpart(int point) => Array.Find(Runs, run => run.First <= point && point <= run.Last) is { Sum: > 0 } run ? run.Sum - point : point;

    // The corners of the eyes and of the mouth, which MediaPipe has too.
    private static Landmark Landmark(int point) =>
        point switch
        {
            36 => Layouts.Landmark.RightEyeOuter,
            39 => Layouts.Landmark.RightEyeInner,
            42 => Layouts.Landmark.LeftEyeInner,
            45 => Layouts.Landmark.LeftEyeOuter,
            48 => Layouts.Landmark.RightMouth,
            54 => Layouts.Landmark.LeftMouth,
            _ => Layouts.Landmark.None,
        };
}
