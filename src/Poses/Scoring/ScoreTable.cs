namespace StreamLift.Poses.Scoring;

/// <summary>
/// The result of <c>score</c> and <c>evaluate</c>: errors of frames averaged by action, then over actions with equal weights, as in the
/// paper. Not thread-safe.
/// </summary>
public sealed class ScoreTable
{
    private static readonly char[] Digits = [.. "0123456789"];
    private readonly SortedDictionary<string, (double Protocol1, double Protocol2, int Frames)> _sums = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ActionDetailSums> _details = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _missing = new(StringComparer.Ordinal);

    /// <summary>The scores of the actions, in alphabetical order.</summary>
    public IReadOnlyList<ActionScore> Actions =>
        [
            .. _sums.Select(pair => new ActionScore(
                pair.Key,
                pair.Value.Protocol1 / pair.Value.Frames,
                pair.Value.Protocol2 / pair.Value.Frames,
                pair.Value.Frames
            )),
        ];

    /// <summary>Further metrics, by action.</summary>
    public IReadOnlyDictionary<string, ActionDetails> Details => _details.ToDictionary(pair => pair.Key, pair => pair.Value.Finish());

    /// <summary>Mean joint distance, mm: mean over actions. NaN without a frame.</summary>
    public double Protocol1 => _sums.Count == 0 ? double.NaN : Actions.Average(action => action.Protocol1);

    /// <summary>The same after Procrustes alignment, mm: mean over actions. NaN without a frame.</summary>
    public double Protocol2 => _sums.Count == 0 ? double.NaN : Actions.Average(action => action.Protocol2);

    /// <summary>The number of frames compared.</summary>
    public int Frames => _sums.Values.Sum(sum => sum.Frames);

    /// <summary>The number of true frames without a prediction.</summary>
    public int MissingFrames => _missing.Values.Sum();

    /// <summary>The number of missing frames by action, for actions that miss any.</summary>
    public IReadOnlyDictionary<string, int> MissingByAction => _missing;

    /// <summary>The number of repeated predictions of a frame.</summary>
    public int DoubledFrames { get; private set; }

    /// <summary>The action of a take: its name without the trailing number, "Walking 1" (or "Walking_1", "Walking1") → "Walking".</summary>
    public static string ActionOf(string take)
    {
        var name = take.TrimEnd(Digits).TrimEnd(' ', '_');
        return name.Length > 0 ? name : take;
    }

    /// <summary>Adds a frame.</summary>
    /// <param name="action">The take or action; see <see cref="ActionOf"/>.</param>
    /// <param name="predicted">17 joints relative to the hip, mm: 51 numbers.</param>
    /// <param name="truth">The true pose, likewise.</param>
    public void Add(string action, ReadOnlySpan<float> predicted, ReadOnlySpan<float> truth)
    {
        var (protocol1, protocol2) = (PoseError.Mpjpe(predicted, truth), PoseError.ProcrustesMpjpe(predicted, truth));
        var name = ActionOf(action);
        var sum = _sums.GetValueOrDefault(name);
        _sums[name] = (sum.Protocol1 + protocol1, sum.Protocol2 + protocol2, sum.Frames + 1);
        DetailsOf(name).Add(predicted, truth);
    }

    /// <summary>Adds the step between two consecutive frames, both of which were added.</summary>
    /// <param name="action">The take or action.</param>
    /// <param name="before">The prediction of the first frame: 51 numbers.</param>
    /// <param name="after">The prediction of the second frame.</param>
    /// <param name="trueBefore">The true pose of the first frame.</param>
    /// <param name="trueAfter">The true pose of the second frame.</param>
    public void AddStep(string action, ReadOnlySpan<float> before, ReadOnlySpan<float> after, ReadOnlySpan<float> trueBefore, ReadOnlySpan<float> trueAfter) =>
        DetailsOf(ActionOf(action)).AddStep(before, after, trueBefore, trueAfter);

    /// <summary>Counts true frames without a prediction.</summary>
    public void Missing(string action, int n = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (n > 0)
            _missing[ActionOf(action)] = _missing.GetValueOrDefault(ActionOf(action)) + n;
    }

    /// <summary>Counts repeated predictions of a frame.</summary>
    public void Doubled(int n = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        DoubledFrames += n;
    }

    /// <summary>
    /// One object on one line, for scripts: <c>{"protocol1":mm,"protocol2":mm,"frames":n,"missing":n,"doubled":n,"joints":17,
    /// "actions":{"Walking":{"protocol1":mm,"protocol2":mm,"frames":n}}}</c>; null for an error without frames.
    /// </summary>
    /// <param name="detailed">With <see cref="ActionDetails"/> too: <c>protocol1Of16, nMpjpe, mpjve, pck150, auc</c>, and, for the total,
    /// <c>jointErrors</c> by name.</param>
    public string ToJson(bool detailed = false) => ScoreTableFormat.Json(this, detailed);

    /// <summary>A table as text, with a legend.</summary>
    /// <param name="detailed">With <see cref="ActionDetails"/> too.</param>
    public string ToText(bool detailed = false) => ScoreTableFormat.Text(this, detailed);

    private ActionDetailSums DetailsOf(string name) => _details.TryGetValue(name, out var details) ? details : _details[name] = new ActionDetailSums();
}

/// <summary>One action of a <see cref="ScoreTable"/>: means over its frames, mm.</summary>
public sealed record ActionScore(string Action, double Protocol1, double Protocol2, int Frames);
