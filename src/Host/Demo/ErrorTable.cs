using StreamLift.Datasets.Synthetic;
using StreamLift.Host.Motion;

namespace StreamLift.Host.Demo;

/// <summary>Mean errors by camera and activity, mm.</summary>
internal sealed class ErrorTable
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<SyntheticActivity> Activities { get; } = Enum.GetValues<SyntheticActivity>();

    private readonly RunningMean[,] _cells;

    public ErrorTable()
        : this(new RunningMean[SyntheticScene.Cameras, Activities.Count]) { }

    private ErrorTable(RunningMean[,] cells) => _cells = cells;

    /// <summary>Adds one pose's error.</summary>
    public void Add(int camera, SyntheticActivity activity, double error) => _cells[camera, (int)activity].Add(error);

    /// <summary>The mean over the selected cells; null: every camera, every activity. NaN if there is no pose.</summary>
    public double Of(int? camera = null, SyntheticActivity? activity = null)
    {
        var mean = new RunningMean();
        for (var c = 0; c < _cells.GetLength(0); c++)
        for (var a = 0; a < _cells.GetLength(1); a++)
            if ((camera ?? c) == c && (int)(activity ?? (SyntheticActivity)a) == a)
                mean.Add(_cells[c, a]);
        return mean.Value;
    }

    /// <summary>A snapshot.</summary>
    public ErrorTable Copy() => new((RunningMean[,])_cells.Clone());
}
