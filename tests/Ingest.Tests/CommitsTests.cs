using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Offsets;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;

namespace StreamLift.Ingest.Tests;

public sealed class CommitsTests : IDisposable
{
    private readonly ScriptedConsumer _script;
    private readonly LaneClient _client;
    private readonly Rebalance _rebalance;

    public CommitsTests()
    {
        (var consumer, _script) = ScriptedConsumer.Make();
        var rejoin = new FencingPolicy(TimeProvider.System);
        _rebalance = new Rebalance(new OffsetLedger((_, _) => { }), _ => { }, _ => { }, rejoin, NullLogger.Instance);
        _client = new LaneClient(() => consumer, ["in"], isStatic: false, _rebalance, rejoin, NullLogger.Instance);
    }

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(ErrorCode.GroupAuthorizationFailed, true)]
    [InlineData(ErrorCode.TopicAuthorizationFailed, true)]
    [InlineData(ErrorCode.RebalanceInProgress, false)]
    [InlineData(ErrorCode.NotCoordinatorForGroup, false)]
    [InlineData(ErrorCode.NoError, false)]
    public void A_background_commit_refused_for_a_missing_right_ends_the_lane(ErrorCode code, bool ends)
    {
        var commits = Made();
        commits.Heard(Answer(code, ErrorCode.NoError));
        Assert.Equal(ends, Record.Exception(commits.ThrowIfRefused) is KafkaException thrown && thrown.Error.Code == code);
    }

    [Fact]
    public void A_background_commit_refused_for_one_partition_ends_the_lane()
    {
        var commits = Made();
        commits.Heard(Answer(ErrorCode.NoError, ErrorCode.TopicAuthorizationFailed));
        commits.Heard(Answer(ErrorCode.NoError, ErrorCode.NoError)); // the poll thread may look only after a later commit
        Assert.Equal(ErrorCode.TopicAuthorizationFailed, Assert.Throws<KafkaException>(commits.ThrowIfRefused).Error.Code);
    }

    [Theory]
    [InlineData(ErrorCode.RebalanceInProgress, false)]
    [InlineData(ErrorCode.IllegalGeneration, false)]
    [InlineData(ErrorCode.StaleMemberEpoch, false)]
    [InlineData(ErrorCode.NotCoordinatorForGroup, false)]
    [InlineData(ErrorCode.Local_TimedOut, false)]
    [InlineData(ErrorCode.Local_AllBrokersDown, false)]
    [InlineData(ErrorCode.Local_NoOffset, true)]
    [InlineData(ErrorCode.UnknownMemberId, true)]
    [InlineData(ErrorCode.GroupAuthorizationFailed, true)]
    public void A_commit_that_may_succeed_later_is_to_be_tried_again_and_any_other_is_not(ErrorCode code, bool isOver)
    {
        _script.Fails("Commit", new KafkaException(code));
        Assert.Equal(isOver, Made().Commit());
    }

    [Theory]
    [InlineData(ErrorCode.RebalanceInProgress, false)]
    [InlineData(ErrorCode.UnknownMemberId, true)]
    public void A_commit_that_failed_for_one_partition_is_judged_by_that_partition_s_error(ErrorCode code, bool isOver)
    {
        _script.Fails("Commit", new TopicPartitionOffsetException([Reported(0, ErrorCode.NoError), Reported(1, code)]));
        Assert.Equal(isOver, Made().Commit());
    }

    [Fact]
    public void A_commit_that_succeeds_is_over() => Assert.True(Made().Commit() && _script.Count("Commit") == 1);

    [Fact]
    public void A_delivered_offset_is_stored_in_the_client_and_lowers_the_lag()
    {
        TopicPartitionOffset? stored = null;
        _script.On("StoreOffset", arguments => stored = (TopicPartitionOffset)arguments[0]!);
        var origin = Assigned();
        Made().Store(origin, 42);
        Assert.Equal(new TopicPartitionOffset("in", 0, 42), stored);
        Assert.Equal([(origin, 58L)], _rebalance.Lag(_client.Current));
    }

    [Fact]
    public void Exactly_once_stores_and_commits_nothing_by_the_consumer_but_reports_lag()
    {
        var origin = Assigned();
        var commits = Made(isOwn: false);
        commits.Store(origin, 42);
        Assert.True(commits.Commit());
        Assert.Equal([(origin, 58L)], _rebalance.Lag(_client.Current));
        Assert.Equal((0, 0), (_script.Count("StoreOffset"), _script.Count("Commit")));
    }

    [Theory]
    [InlineData(ErrorCode.Local_State, false)]
    [InlineData(ErrorCode.Local_UnknownPartition, false)]
    [InlineData(ErrorCode.Local_Fail, true)]
    public void Offset_of_a_revoked_partition_is_ignored_and_other_store_errors_are_thrown(ErrorCode code, bool isThrown)
    {
        _script.Fails("StoreOffset", new KafkaException(code));
        Assert.Equal(isThrown, Record.Exception(() => Made().Store(Assigned(), 42)) is KafkaException);
    }

    private OffsetCommitter Made(bool isOwn = true) => new(_client, isOwn, _rebalance, NullLogger.Instance);

    private AssignedPartition Assigned()
    {
        _script.On("GetWatermarkOffsets", _ => new WatermarkOffsets(0, 100));
        _rebalance.Assigned(_client.Current, [new TopicPartition("in", 0)]);
        return _rebalance.Held.Find("in", 0)!;
    }

    private static CommittedOffsets Answer(ErrorCode whole, ErrorCode partition) =>
        new([Reported(0, ErrorCode.NoError), Reported(1, partition)], new Error(whole));

    private static TopicPartitionOffsetError Reported(int partition, ErrorCode code) => new("in", partition, 1, new Error(code));
}
