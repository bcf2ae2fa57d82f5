using StreamLift.Host.Brokers;
using StreamLift.Host.Running;

namespace StreamLift.Host.Redrive;

/// <summary>
/// The progress of earlier redrives: the committed offsets of the group, and of one more group per reason, <c>GROUP.REASON</c>, which only redrives of
/// selected reasons move. A dead letter was sent if its offset is below either.
/// </summary>
internal sealed class RedriveProgress
{
    private readonly Broker _broker;
    private readonly RedriveOptions _options;
    private readonly IReadOnlyDictionary<int, long> _all;
    private readonly IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>> _byReason;
    private readonly Dictionary<(string Group, int Partition), long> _committed = [];

    private RedriveProgress(
        Broker broker,
        RedriveOptions options,
        IReadOnlyDictionary<int, long> all,
        IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>> byReason
    ) => (_broker, _options, _all, _byReason) = (broker, options, all, byReason);

    /// <summary>Asks the broker for the committed offsets.</summary>
    public static async Task<RedriveProgress> LoadAsync(Broker broker, RedriveOptions options, int partitions)
    {
        var none = new Dictionary<int, long>();
        var reasons = options.Reasons.Count > 0 ? options.Reasons : RedriveCommand.AllReasons;
        if (options.FromEarliest)
            return new RedriveProgress(broker, options, none, reasons.ToDictionary(reason => reason, _ => (IReadOnlyDictionary<int, long>)none));
        var committed = await broker.Offsets.CommittedAsync(
            [options.Group, .. reasons.Select(reason => Group(options, reason))],
            options.Broker.Topic,
            partitions
        );
        return new RedriveProgress(
            broker,
            options,
            committed[options.Group],
            reasons.ToDictionary(reason => reason, reason => committed[Group(options, reason)])
        );
    }

    /// <summary>Whether a dead letter needs no sending: it was sent before, or its reason is not selected.</summary>
    public bool IsDone(string reason, int partition, long offset) =>
        (_options.Reasons.Count > 0 && !_options.Reasons.Contains(reason)) || offset < Reached(reason, partition);

    /// <summary>The first offset of a partition from which there may be dead letters to send.</summary>
    public long From(int partition) => _byReason.Keys.Min(reason => Reached(reason, partition));

    /// <summary>Commits offsets below which every selected dead letter is delivered.</summary>
    public async Task CommitAsync(IEnumerable<(int Partition, long Offset)> below)
    {
        var groups = _options.Reasons.Count == 0 ? [_options.Group] : _options.Reasons.Select(reason => Group(_options, reason)).ToList();
        var offsets = below.ToList();
        foreach (var group in groups)
        {
            var news = offsets.Where(offset => _committed.GetValueOrDefault((group, offset.Partition), -1) != offset.Offset).ToList();
            if (news.Count == 0)
                continue;
            await _broker.Offsets.CommitAsync(group, _options.Broker.Topic, news);
            foreach (var (partition, offset) in news)
                _committed[(group, partition)] = offset;
        }
    }

    private static string Group(RedriveOptions options, string reason) => $"{options.Group}.{reason}";

    private long Reached(string reason, int partition) =>
        Math.Max(_all.GetValueOrDefault(partition), _byReason.TryGetValue(reason, out var own) ? own.GetValueOrDefault(partition) : 0);
}
