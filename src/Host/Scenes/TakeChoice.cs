using StreamLift.Datasets;
using StreamLift.Poses;

namespace StreamLift.Host.Scenes;

/// <summary>Chooses the takes that are played at once.</summary>
internal static class TakeChoice
{
    /// <summary>One sequence of each chosen take: of different subjects first, each subject's longest takes first.</summary>
    /// <param name="sequences">All sequences.</param>
    /// <param name="people">The number of takes.</param>
    /// <param name="seed">1: the first choice; a higher one: the next.</param>
    /// <param name="source">What the error names.</param>
    /// <exception cref="ConfigurationException">There are fewer takes.</exception>
    public static IReadOnlyList<Sequence> Of(IReadOnlyList<Sequence> sequences, int people, int seed, string source)
    {
        var bySubject = sequences
            .DistinctBy(sequence => (sequence.Subject, sequence.Action))
            .GroupBy(sequence => sequence.Subject)
            .Select(subject => subject.OrderByDescending(take => take.Frames).ThenBy(take => take.Action, StringComparer.Ordinal).ToList())
            .ToList();
        List<Sequence> inTurn =
        [
            .. Enumerable.Range(0, bySubject.Max(subject => subject.Count)).SelectMany(turn => bySubject.Where(s => s.Count > turn).Select(s => s[turn])),
        ];
        if (inTurn.Count < people)
            throw new ConfigurationException($"--people {people}: {source} has {Counted.Of(inTurn.Count, "take")}, and each person needs one");
        var first = (int)((uint)(seed - 1) * (long)people % inTurn.Count);
        return [.. Enumerable.Range(first, people).Select(i => inTurn[i % inTurn.Count])];
    }
}
