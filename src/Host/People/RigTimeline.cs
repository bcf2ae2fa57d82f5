namespace StreamLift.Host.People;

/// <summary>The records of one rig in order: which repeat, and where some are missing.</summary>
internal sealed class RigTimeline
{
    private readonly List<double> _places = [];
    private long _sequence = -1;

    /// <summary>Records that repeat an instant or go back in time.</summary>
    public long Repeated { get; private set; }

    /// <summary>Numbers left out of the rig's sequence.</summary>
    public long Skipped { get; private set; }

    /// <summary>Records outside the truth.</summary>
    public long Outside { get; set; }

    /// <summary>The first record's place.</summary>
    public double First => _places[0];

    /// <summary>The last record's place.</summary>
    public double Last => _places[^1];

    /// <summary>Adds a record.</summary>
    /// <returns>False: it repeats one.</returns>
    public bool Add(long sequence, double place)
    {
        if (_places.Count > 0 && place <= Last)
        {
            Repeated++;
            return false;
        }
        if (_sequence >= 0 && sequence > _sequence + 1)
            Skipped += sequence - _sequence - 1;
        _sequence = sequence;
        _places.Add(place);
        return true;
    }

    /// <summary>
    /// Places of records that should be there: in gaps longer than two and a half steps, and where the truth goes on for more than a second.
    /// </summary>
    /// <param name="range">The truth.</param>
    /// <param name="second">A second.</param>
    public IEnumerable<double> Missing((double First, double Last) range, double second)
    {
        var step = Step(second);
        if (First - range.First > second)
            for (var place = range.First; place < First - (step / 2) && place <= range.Last; place += step)
                yield return place;
        for (var i = 1; i < _places.Count; i++)
            if (_places[i] - _places[i - 1] > 2.5 * step)
                for (var place = _places[i - 1] + step; place < _places[i] - (step / 2); place += step)
                    if (place >= range.First && place <= range.Last)
                        yield return place;
        if (range.Last - Last > second)
            for (var place = Math.Max(range.First, Last + step); place <= range.Last; place += step)
                yield return place;
    }

    /// <summary>The median step from one record to the next.</summary>
    private double Step(double second)
    {
        if (_places.Count < 2)
            return second / 30;
        double[] steps = [.. _places.Skip(1).Zip(_places, (after, before) => after - before)];
        Array.Sort(steps);
        return Math.Max(steps[steps.Length / 2], second / 1000);
    }
}
