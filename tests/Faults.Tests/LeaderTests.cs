using Confluent.Kafka.Admin;

namespace StreamLift.Faults.Tests;

/// <summary>Commands that start while partitions have no leader: each is named with its reason, and brokers that don't matter may be down.</summary>
[Collection(ThreeBrokersCollection.Name)]
public sealed class LeaderTests(ThreeBrokers brokers)
{
    private readonly string _name = $"leader-{Guid.NewGuid():N}"[..15];

    [BrokersTheory]
    [InlineData("leader-named")]
    public async Task A_partition_whose_only_replica_is_down_is_named_by_every_command(string group)
    {
        var other = await brokers.CoordinatorOfAsync(group); // a command that reads for a group needs its coordinator too
        var down = ThreeBrokers.All.First(broker => broker != other);
        var (broken, whole) = ($"{_name}-in", $"{_name}-out");
        await brokers.Admin.CreateTopicsAsync([
            Topic(broken, other, down, other),
            Topic($"{broken}.dead-letters", other),
            Topic(whole, other),
            Topic($"{whole}.in", other),
            Topic($"{whole}.in.dead-letters", other),
        ]);
        try
        {
            await brokers.KillAsync(down);
            // the killed broker counts as a leader that can't be reached until the cluster has noticed; it matters only to those that need it
            await EndsWithAsync(0, "", $"check --group {group} --input {whole}.in --output {whole}");
            await EndsWithAsync(4, $"broker {down}", $"run --group {group} --input {broken} --output {whole} --http off --until-end");
            await Until.TrueAsync("the cluster has noticed", () =>
                brokers.Admin.GetMetadata(broken, TimeSpan.FromSeconds(10)).Topics[0].Partitions.Exists(partition => partition.Leader < 0)
            );
            var said = $"topic {broken}, partition 1 has no leader (its only replica, broker {down}, is down)";
            await EndsWithAsync(1, said, $"check --group {group} --input {broken} --output {whole}");
            await EndsWithAsync(4, said, $"run --group {group} --input {broken} --output {whole} --http off --until-end");
            await EndsWithAsync(4, said, $"evaluate --topic {broken} --truth synthetic");
            await EndsWithAsync(4, said, $"produce --topic {broken} --source synthetic");
            await EndsWithAsync(4, said, $"redrive --dead-letters {broken}.dead-letters --to {broken}");
        }
        finally
        {
            await brokers.RestoreAsync();
            await brokers.Admin.DeleteTopicsAsync([broken, $"{broken}.dead-letters", whole, $"{whole}.in", $"{whole}.in.dead-letters"]);
        }
    }

    [BrokersTheory]
    [InlineData("leader-moves")]
    public async Task A_coordinator_that_goes_down_is_waited_for_until_another_takes_over(string group)
    {
        var topics = await TopicsAsideAsync(await brokers.CoordinatorOfAsync(group));
        try
        {
            await brokers.KillAsync(await brokers.CoordinatorOfAsync(group));
            await EndsWithAsync(0, "", $"check --group {group} --input {topics.In} --output {topics.Out}", seconds: 60);
        }
        finally
        {
            await brokers.RestoreAsync();
            await brokers.Admin.DeleteTopicsAsync(topics.All);
        }
    }

    // without two of three controllers nothing takes over
    [BrokersTheory]
    [InlineData("leader-stays")]
    public async Task A_coordinator_that_stays_down_is_named_with_its_group(string group)
    {
        var coordinator = await brokers.CoordinatorOfAsync(group);
        var topics = await TopicsAsideAsync(coordinator);
        try
        {
            await Task.WhenAll(ThreeBrokers.All.Where(broker => broker != topics.Leader).Select(brokers.KillAsync));
            var said = $"topic __consumer_offsets (of group {group})";
            await EndsWithAsync(1, said, $"check --group {group} --input {topics.In} --output {topics.Out}");
            await EndsWithAsync(4, said, $"run --group {group} --input {topics.In} --output {topics.Out} --http off --until-end");
        }
        finally
        {
            await brokers.RestoreAsync();
            await brokers.Admin.DeleteTopicsAsync(topics.All);
        }
    }

    // it takes connections, as a broker in a stopped virtual machine behind a load balancer does
    [BrokersTheory]
    [InlineData(3)]
    public async Task A_leader_that_takes_connections_and_never_answers_ends_each_command(int silent)
    {
        var topic = $"{_name}-mute";
        await brokers.Admin.CreateTopicsAsync([Topic(topic, silent)]);
        Assert.Equal(silent, brokers.LeaderOf(topic, 0));
        try
        {
            brokers.Freeze(silent);
            await EndsWithAsync(4, $"topic {topic}: no record was acknowledged within 2 s", $"produce --topic {topic} --source synthetic");
            await EndsWithAsync(4, $"topic {topic}", $"evaluate --topic {topic} --truth synthetic");
        }
        finally
        {
            await brokers.RestoreAsync();
            await brokers.Admin.DeleteTopicsAsync([topic]);
        }
    }

    // topics that a broker has no part in
    private async Task<(int Leader, string In, string Out, string[] All)> TopicsAsideAsync(int broker)
    {
        var leader = ThreeBrokers.All.Last(other => other != broker);
        string[] all = [$"{_name}-in", $"{_name}-out", $"{_name}-in.dead-letters"];
        await brokers.Admin.CreateTopicsAsync(all.Select(topic => Topic(topic, leader)));
        Assert.All(all, topic => Assert.Equal(leader, brokers.LeaderOf(topic, 0)));
        return (leader, all[0], all[1], all);
    }

    private async Task EndsWithAsync(int code, string said, string command, int seconds = 2)
    {
        using var process = StreamLiftCommand.Start([.. command.Split(' '), "--bootstrap", brokers.Bootstrap, "--connect-timeout", $"{seconds}"]);
        var exit = await process.ExitAsync(StreamLiftCommand.Patience);
        var text = string.Join('\n', process.Lines);
        Assert.True(exit == code, $"{command} ended with {exit}: {text}");
        Assert.Contains(said, text);
    }

    private static TopicSpecification Topic(string name, params int[] replicas) =>
        new()
        {
            Name = name,
            NumPartitions = replicas.Length,
            ReplicasAssignments = replicas.Index().ToDictionary(one => one.Index, one => new List<int> { one.Item }),
        };
}
