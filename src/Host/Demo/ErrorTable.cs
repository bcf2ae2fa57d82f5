using StreamLift.Datasets.Synthetic;
using StreamLift.Host.Motion;

namespace StreamLift.Host.Demo;

/// <summary>Mean errors by camera and activity, mm.</summary>
internal sealed class ErrorTable
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<SyntheticActivity> Activities { get; } = Enum.GetValues<SyntheticActivity>();

    private readonly Mean[,] _cells;

    public ErrorTable()
        : this(new Mean[Performance.Cameras, Activities.Count])
    {
    }

    private ErrorTable(Mean[,] cells) => _cells = cells;

    /// <summary>Adds one pose's error.</summary>
    public void Add(int camera, SyntheticActivity activity, double error) => _cells[camera, (int)activity].Add(error);

    /// <summary>The mean over the cells that are named; null: every camera, every activity. NaN where there is no pose.</summary>
    public double Of(int? camera = null, SyntheticActivity? activity = null)
    {
        var mean = new Mean();
        for (var c = 0; c < _cells.GetLength(0); c++)
            for (var a = 0; a < _cells.GetLength(1); a++)
                if ((camera ?? c) == c && (int)(activity ?? (SyntheticActivity)a) == a)
                    mean.Add(_cells[c, a]);
        return mean.Value;
    }

    /// <summary>As it is now.</summary>
    public ErrorTable Copy() => new((Mean[,])_cells.Clone());
}
