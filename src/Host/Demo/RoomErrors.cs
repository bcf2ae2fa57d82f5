namespace StreamLift.Host.Demo;

/// <summary>The errors of the people in the room, from all cameras together.</summary>
internal sealed class RoomErrors
{
    private readonly RunningMean[] _relative = new RunningMean[DemoScene.People];
    private readonly RunningMean[] _absolute = new RunningMean[DemoScene.People];

    /// <summary>Instants that were received.</summary>
    public long Instants { get; private set; }

    /// <summary>The number of tracks, which is the number of people where everybody keeps the same id.</summary>
    public int Tracks { get; private set; }

    /// <summary>Counts an instant.</summary>
    /// <param name="tracks">The number of tracks so far.</param>
    public void AddInstant(int tracks) => (Instants, Tracks) = (Instants + 1, tracks);

    /// <summary>Adds a person's errors, mm.</summary>
    public void Add(int person, double relative, double absolute)
    {
        _relative[person].Add(relative);
        _absolute[person].Add(absolute);
    }

    /// <summary>The mean error relative to the hip, mm; null: of all people. NaN if there is none.</summary>
    public double Relative(int? person = null) => Of(_relative, person);

    /// <summary>The mean error in the room, mm; null: of all people. NaN if there is none.</summary>
    public double Absolute(int? person = null) => Of(_absolute, person);

    /// <summary>A snapshot.</summary>
    public RoomErrors Copy()
    {
        var copy = new RoomErrors { Instants = Instants, Tracks = Tracks };
        _relative.CopyTo(copy._relative, 0);
        _absolute.CopyTo(copy._absolute, 0);
        return copy;
    }

    private static double Of(RunningMean[] means, int? person)
    {
        var mean = new RunningMean();
        for (var p = 0; p < means.Length; p++)
            if ((person ?? p) == p)
                mean.Add(means[p]);
        return mean.Value;
    }
}
