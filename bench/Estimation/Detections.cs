using System.Globalization;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;

namespace StreamLift.Bench;

/// <summary>Recorded takes with detections like Stacked Hourglass': one camera's lifter, the mean of four, and the estimate.</summary>
internal static class Detections
{
    public static void Print(IReadOnlyList<SeenTake> takes)
    {
        var (one, mean) = (new Scores(), new Scores());
        foreach (var take in takes)
        {
            var (single, sum) = (new float[51], new float[51]);
            for (var frame = 0; frame < take.Frames; frame++)
            {
                sum.AsSpan().Clear();
                for (var camera = 0; camera < take.Rig.Cameras.Count; camera++)
                {
                    for (var joint = 0; joint < ViewFrame.BodyJoints; joint++)
                    {
                        var at = take.LiftedJoint(camera, frame, joint) - take.LiftedJoint(camera, frame, 0);
                        at.Write(single, joint);
                        (Point3.Of(sum, joint) + (at / take.Rig.Cameras.Count)).Write(sum, joint);
                    }

                    one.Add(take.Action, single, take.Truth(frame));
                }

                mean.Add(take.Action, sum, take.Truth(frame));
            }
        }

        Show("one camera's lifted pose", one.Relative, one);
        Show("mean of the lifted poses", one.Relative, mean);
        Show("least squares of the rays", one.Relative, Triangulated.Of(takes, [.. Enumerable.Range(0, takes[0].Rig.Cameras.Count)]));
        foreach (var cameras in new int[][] { [0, 1, 2, 3], [0, 1, 2], [0, 1] })
        {
            Show($"{cameras.Length} cameras, with lifter", one.Relative, Scores.Of(takes, cameras, isLifted: true));
            Show($"{cameras.Length} cameras, without", one.Relative, Scores.Of(takes, cameras, isLifted: false));
        }
    }

    private static void Show(string what, double one, Scores scores) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | {scores.Relative:0.0} | {scores.Relative / one:0.00} | {scores.Absolute:0.0} | {scores.Sigma} |"
            )
        );
}
