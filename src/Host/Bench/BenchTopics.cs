using StreamLift.Host.Brokers;
using StreamLift.Host.Running;

namespace StreamLift.Host.Bench;

/// <summary>The topics that a benchmark creates, with the broker's default numbers of partitions and replicas, and deletes at its end.</summary>
internal sealed class BenchTopics(Broker broker)
{
    private readonly string _name = $"streamlift-bench-{Guid.NewGuid():N}"[..25];
    private readonly List<string> _made = [];
    private readonly List<string> _groups = [];

    /// <summary>The outcome in one line.</summary>
    public string Outcome { get; private set; } = "none made";

    /// <summary>Creates a topic.</summary>
    /// <exception cref="BrokerException">The broker rejects it.</exception>
    public async Task<string> CreateAsync(string purpose)
    {
        var topic = $"{_name}-{purpose}";
        await broker.CreateAsync([topic]);
        _made.Add(topic);
        return topic;
    }

    /// <summary>A consumer group's name.</summary>
    public string Group(string purpose)
    {
        _groups.Add($"{_name}-{purpose}");
        return _groups[^1];
    }

    /// <summary>Deletes the topics and groups, or reports those that remain.</summary>
    public async Task DeleteAsync()
    {
        if (_made.Count == 0)
            return;
        Outcome = await broker.DeleteTopicsAsync(_made) is { } refusal
            ? $"left on the broker: {string.Join(", ", _made)} ({refusal})"
            : $"deleted: {_made.Count} topics";
        // the static member of an exactly-once service stays in its group until its session expires
        if (_groups.Count > 0 && await broker.DeleteGroupsAsync(_groups) is { Count: > 0 } left)
            Outcome += $"; groups left on the broker: {string.Join(", ", left)}";
    }
}
