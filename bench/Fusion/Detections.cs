using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;

namespace StreamLift.Bench;

/// <summary>Recorded takes with detections like Stacked Hourglass': one camera's lifter, the mean of four, and the estimate.</summary>
internal static class Detections
{
    public static void Print(IReadOnlyList<SeenTake> takes, Lifting lifting)
    {
        var (one, mean) = (new Scores(), new Scores());
        foreach (var take in takes)
        {
            lifting.Lift(take);
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

        Console.WriteLine($"one camera {one.Relative:0.0} mm; mean of the cameras {mean.Relative:0.0}, {mean.Relative / one.Relative:0.000}");
        foreach (var isLifted in new[] { true, false })
        {
            var all = Scores.Of(takes, [0, 1, 2, 3], isLifted);
            Console.WriteLine($"lifted {isLifted}: four cameras {all.Relative:0.0} mm, {all.Relative / one.Relative:0.000} of one; absolute {all.Absolute:0.0}; root {all.Root:0.0}; {all.Sigma}");
        }
    }
}
