using System.Globalization;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;
using StreamLift.Poses.Layouts;

namespace StreamLift.Bench;

/// <summary>The errors of lifted bones across and along the line of sight, as of BodyTable, and how alike they are in two cameras.</summary>
internal static class LiftedErrors
{
    private const int Joints = ViewFrame.BodyJoints;

    public static void Print(IReadOnlyList<SeenTake> takes)
    {
        Console.WriteLine("| joint | bone across, mm | bone away, mm | model's sigma, mm | correlation of two cameras |");
        Console.WriteLine("|---|---|---|---|---|");
        for (var joint = 1; joint < Joints; joint++)
            Print(takes, joint);
    }

    private static void Print(IReadOnlyList<SeenTake> takes, int joint)
    {
        var (across, away, sigma, common, squares, count) = (0.0, 0.0, 0.0, 0.0, 0.0, 0);
        foreach (var take in takes)
            for (var frame = 0; frame < take.Frames; frame++)
            {
                var errors = take.Rig.Cameras.Select((_, camera) => Error(take, camera, frame, joint)).ToArray();
                for (var camera = 0; camera < errors.Length; camera++)
                {
                    var deep = errors[camera].Dot((Point3.Of(take.Truth(frame), 0) - take.Rig.Cameras[camera].Centre).Unit);
                    var square = errors[camera].Dot(errors[camera]);
                    (across, away, count) = (across + ((square - (deep * deep)) / 2), away + (deep * deep), count + 1);
                    sigma += Math.Pow(take.Sigma[camera][(frame * Joints) + joint], 2);
                    squares += square;
                    for (var other = 0; other < errors.Length; other++)
                        common += other == camera ? 0 : errors[camera].Dot(errors[other]) / (errors.Length - 1);
                }
            }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {Skeletons.H36m17.Joints[joint]} | {Root(across / count):0} | {Root(away / count):0} | {Root(sigma / count):0} | {common / squares:0.00} |"
            )
        );
    }

    private static Point3 Error(SeenTake take, int camera, int frame, int joint)
    {
        var parent = Skeletons.H36m17.Parents[joint];
        var bone = take.LiftedJoint(camera, frame, joint) - take.LiftedJoint(camera, frame, parent);
        return bone - (Point3.Of(take.Truth(frame), joint) - Point3.Of(take.Truth(frame), parent));
    }

    private static double Root(double square) => Math.Sqrt(square);
}
