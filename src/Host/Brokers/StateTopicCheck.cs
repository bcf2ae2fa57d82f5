using StreamLift.Host.Settings;
using StreamLift.Poses;

namespace StreamLift.Host.Brokers;

/// <summary>
/// Verifies the topic that holds a stage's state, or creates it: it is compacted, in the input's cluster, and has a partition for each of the input's, since
/// a partition's state is in the partition of the same number.
/// </summary>
/// <param name="broker">The input's broker.</param>
/// <param name="settings">The settings of a stage with state.</param>
internal sealed class StateTopicCheck(Broker broker, ServiceSettings settings)
{
    private readonly string _topic = settings.State ?? throw new ArgumentException("the stage has no state", nameof(settings));

    /// <summary>Verifies it.</summary>
    /// <param name="known">The number of partitions of each topic in the cluster.</param>
    /// <param name="inputs">Those of the input.</param>
    /// <param name="isCheck">Whether a missing topic that would be created is left.</param>
    /// <returns>Whether it was missing, and was or would be created.</returns>
    /// <exception cref="ConfigurationException">It is missing, or can't hold the state.</exception>
    public async Task<bool> RunAsync(IReadOnlyDictionary<string, int> known, IReadOnlyDictionary<string, int> inputs, bool isCheck)
    {
        var partitions = inputs.Count == 0 ? 1 : inputs.Values.Max();
        if (known.TryGetValue(_topic, out var present))
        {
            await CheckAsync(present, partitions).ConfigureAwait(false);
            return false;
        }

        if (!settings.Service.CreateTopics)
            throw new ConfigurationException(
                $"topic {_topic} does not exist at {settings.Ingest.Bootstrap}, or this user may not see it; create it for the state "
                    + $"with {partitions} partitions and cleanup.policy=compact, use --create-topics, or name another with --state"
            );
        if (!isCheck)
            await broker.CreateCompactedAsync(_topic, partitions).ConfigureAwait(false);
        return true;
    }

    private async Task CheckAsync(int present, int partitions)
    {
        var problems = new List<string>();
        if (present < partitions)
            problems.Add(
                $"topic {_topic} has {present} partitions and the input has {partitions}: the state of a partition is in the partition of the same number; "
                    + "create a topic with as many, or name another with --state"
            );
        // null: not authorized, or not supported by the broker
        if (await broker.CleanupPolicyAsync(_topic).ConfigureAwait(false) is { } policy && !policy.Contains("compact", StringComparison.Ordinal))
            problems.Add($"topic {_topic} has cleanup.policy={policy}: the state in it would be deleted after a time; set cleanup.policy=compact");
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
    }
}
