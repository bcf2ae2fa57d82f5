using StreamLift.Files;

namespace StreamLift.Host.Record.Reading;

/// <summary>
/// Copies instants that have to wait, out of memory that is used again for the next record. Copies that are given back are used again. One thread.
/// </summary>
internal sealed class InstantCopies
{
    private readonly Stack<MotionInstant> _free = new();

    /// <summary>A copy of an instant.</summary>
    public MotionInstant Of(MotionInstant instant)
    {
        var copy = _free.TryPop(out var free) ? free : new MotionInstant();
        copy.Begin(instant.Source, instant.Space, instant.Frame, instant.TimestampMs);
        copy.Json = instant.Json;
        for (var i = 0; i < instant.PersonCount; i++)
        {
            var (from, to) = (instant[i], copy.Add(instant[i].Id));
            from.Joints.CopyTo(to.Joints, 0);
            from.Sigma.CopyTo(to.Sigma, 0);
            from.Origin.CopyTo(to.Origin, 0);
            if (from.PointsLayout is { } layout)
                from.Points.CopyTo(to.BeginPoints(layout));
        }

        return copy;
    }

    /// <summary>Takes a copy back that is not used any more.</summary>
    public void Return(MotionInstant copy) => _free.Push(copy);
}
