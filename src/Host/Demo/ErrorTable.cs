namespace StreamLift.Host.Demo;

/// <summary>Mean errors by camera and person, mm.</summary>
internal sealed class ErrorTable
{
    private readonly RunningMean[,] _cells;

    public ErrorTable()
        : this(new RunningMean[DemoScene.Cameras, DemoScene.People]) { }

    private ErrorTable(RunningMean[,] cells) => _cells = cells;

    /// <summary>Adds one pose's error.</summary>
    public void Add(int camera, int person, double error) => _cells[camera, person].Add(error);

    /// <summary>The mean over the selected cells; null: every camera, every person. NaN if there is no pose.</summary>
    public double Of(int? camera = null, int? person = null)
    {
        var mean = new RunningMean();
        for (var c = 0; c < _cells.GetLength(0); c++)
        for (var p = 0; p < _cells.GetLength(1); p++)
            if ((camera ?? c) == c && (person ?? p) == p)
                mean.Add(_cells[c, p]);
        return mean.Value;
    }

    /// <summary>A snapshot.</summary>
    public ErrorTable Copy() => new((RunningMean[,])_cells.Clone());
}
