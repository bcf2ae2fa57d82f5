using StreamLift.Datasets;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.Scoring;

namespace StreamLift.Training.Scoring;

/// <summary>All the tables that were asked for, filled by one model or by one after the other.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="layout">What the keypoints are sent in; null: the data's own.</param>
/// <param name="sigma">Whether every model gives one.</param>
internal sealed class ScoreTables(ScoreOptions options, Skeleton? layout, bool sigma)
{
    private const int MostHidden = 8;

    // The paper's table, px.
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
        new Scorer(model.Served, layout, options.Noise) { Parity = model.Parity, Sigma = _sigma }.Measure(sequences, _table, action);
        foreach (var (px, table) in _noise)
            new Scorer(model.Served, layout, px).Measure(sequences, table, action);
        foreach (var row in _hidden)
            new Scorer(model.Served, layout, options.Noise) { HiddenJoints = row.Hidden, Sigma = row.Sigma }.Measure(sequences, row.Table, action);
    }

    /// <summary>What was measured.</summary>
    public ScoreResult Result(string model, string data, ModelParity? parity) => new(model, data, _table, _noise, parity) { Sigma = _sigma, Hidden = _hidden };
}
