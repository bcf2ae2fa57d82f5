namespace StreamLift.Files.Input;

/// <summary>Instants of several recordings in the order of their times.</summary>
internal static class Merged
{
    /// <summary>The instants. Each recording has its own object, which is used again.</summary>
    public static IEnumerable<MotionInstant> Of(IReadOnlyList<IEnumerable<MotionInstant>> recordings)
    {
        var open = new List<IEnumerator<MotionInstant>>();
        var next = new PriorityQueue<IEnumerator<MotionInstant>, (double, int)>();
        try
        {
            foreach (var (place, recording) in recordings.Index())
            {
                var one = recording.GetEnumerator();
                open.Add(one);
                if (one.MoveNext())
                    next.Enqueue(one, (one.Current.TimestampMs, place));
            }
            while (next.TryDequeue(out var one, out var key))
            {
                yield return one.Current;
                if (one.MoveNext())
                    next.Enqueue(one, (one.Current.TimestampMs, key.Item2));
            }
        }
        finally
        {
            foreach (var one in open)
                one.Dispose();
        }
    }
}
