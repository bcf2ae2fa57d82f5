using StreamLift.Datasets;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.Scoring;

namespace StreamLift.Training.Scoring;

/// <summary>All score tables of a run. Several models can be added, one after the other.</summary>
/// <param name="options">The options.</param>
/// <param name="layout">The layout of the keypoints. Null: the layout of the data.</param>
/// <param name="sigma">Whether every model has a sigma output.</param>
internal sealed class ScoreTables(ScoreOptions options, Skeleton? layout, bool sigma)
{
    private const int MostHidden = 8;

    // The noise levels of the paper's table, px.
    private static readonly float[] PapersNoise = [0, 5, 10, 15, 20];

    private readonly ScoreTable _table = new();
    private readonly SigmaTable? _sigma = sigma ? new SigmaTable() : null;
    private readonly List<(float Sigma, ScoreTable Table)> _noise = options.NoiseTable ? [.. PapersNoise.Select(px => (px, new ScoreTable()))] : [];
    private readonly List<HiddenJointsScore> _hidden = options.MissingTable
        ? [.. Enumerable.Range(0, MostHidden + 1).Select(count => new HiddenJointsScore(count, new ScoreTable(), sigma ? new SigmaTable() : null))]
        : [];

    /// <summary>Measures a model on one action, or on all.</summary>
    public void Add(ScoredModel model, IReadOnlyList<Sequence> sequences, string? action = null)
    {
        new Scorer(model.Served, layout, options.Noise)
        {
            Parity = model.Parity,
            Sigma = _sigma,
            Hide = options.Hide,
            Detector = options.DetectorNoise ? new SimulatedDetector() : null,
        }.Measure(sequences, _table, action);
        foreach (var (px, table) in _noise)
            new Scorer(model.Served, layout, px) { Hide = options.Hide }.Measure(sequences, table, action);
        foreach (var row in _hidden)
            new Scorer(model.Served, layout, options.Noise)
            {
                HiddenJoints = row.Hidden,
                Sigma = row.Sigma,
                Hide = options.Hide,
            }.Measure(sequences, row.Table, action);
    }

    /// <summary>The result.</summary>
    public ScoreResult Result(string model, string data, ModelParity? parity) => new(model, data, _table, _noise, parity) { Sigma = _sigma, Hidden = _hidden };
}
