namespace StreamLift.Capture.Tests.Time;

/// <summary>A camera that runs free: its frames' true times, and what its clock says.</summary>
/// <param name="Rate">Frames a second.</param>
/// <param name="PhaseMs">The true time of its first frame.</param>
/// <param name="ClockMs">How far its clock is ahead.</param>
internal sealed record MadeCamera(double Rate, double PhaseMs = 0, double ClockMs = 0)
{
    /// <summary>The share of frames that are lost.</summary>
    public double Lost { get; init; }

    /// <summary>Whether it sends at a true time, in ms.</summary>
    public Func<double, bool> Sends { get; init; } = _ => true;

    /// <summary>The frames of all cameras up to a time, each with the time of its arrival: at most so late.</summary>
    public static List<MadeFrame> Frames(IReadOnlyList<MadeCamera> cameras, double untilMs, double latenessMs = 0, int seed = 1)
    {
        var (losses, delays) = (new Random(1), new Random(seed));
        var frames = new List<MadeFrame>();
        for (var camera = 0; camera < cameras.Count; camera++)
        {
            var (made, arrived) = (cameras[camera], double.MinValue);
            for (var number = 0; made.PhaseMs + (1000 * number / made.Rate) is var time && time < untilMs; number++)
            {
                if (losses.NextDouble() < made.Lost || !made.Sends(time))
                    continue;
                // Frames of one camera keep their order.
                arrived = Math.Max(arrived, time + made.ClockMs + (latenessMs * delays.NextDouble()));
                frames.Add(new MadeFrame(camera, number, time, time + made.ClockMs, arrived));
            }
        }
        return [.. frames.OrderBy(frame => frame.ArrivalMs).ThenBy(frame => frame.Camera)];
    }
}

/// <summary>A frame on its way.</summary>
internal readonly record struct MadeFrame(int Camera, long Number, double TrueMs, double ClockMs, double ArrivalMs);
