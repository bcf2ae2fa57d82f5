using System.Reflection;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Offsets;
using StreamLift.Ingest.Records;
using StreamLift.Lifter;
using StreamLift.Tests;

namespace StreamLift.Ingest.Tests.Group;

public sealed class LaneClientTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly OffsetLedger _ledger = new((_, _) => { });
    private readonly FencingPolicy _rejoin;
    private readonly Rebalance _rebalance;
    private readonly List<Scripted> _made = [];
    private readonly LaneClient _client;

    public LaneClientTests()
    {
        _rejoin = new FencingPolicy(_clock);
        _rebalance = new Rebalance(_ledger, _ => { }, _ => { }, _rejoin, NullLogger.Instance);
        _client = new LaneClient(Make, ["in"], isStatic: true, _rebalance, _rejoin, NullLogger.Instance);
        _client.Subscribe();
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public void Consumer_fenced_by_its_own_commit_is_replaced_and_its_assignments_end()
    {
        _rebalance.Assigned(_client.Current, [new TopicPartition("in", 0)]);
        var first = _rebalance.Held.Find("in", 0)!;
        _rebalance.Lost([new TopicPartitionOffset("in", 0, 5)]);
        _rebalance.Assigned(_client.Current, [new TopicPartition("in", 0)]); // taken in again before the answer to the old commit
        var second = _rebalance.Held.Find("in", 0)!;
        _made[0].Failure = ErrorCode.FencedInstanceId;

        Assert.Null(Consume());
        Assert.True(first.IsRevoked && second.IsRevoked);
        Assert.Empty(_rebalance.Held.Current);
        Assert.Equal(2, _made.Count);
        Assert.Equal(["in"], _made[1].Subscribed);
        Assert.False(_made[0].IsDisposed, "another thread may be in one of its calls");
        Assert.Null(Consume());
        Assert.Equal(2, _made.Count);

        _client.Dispose();
        Assert.All(_made, made => Assert.True(made.IsDisposed));
    }

    [Fact]
    public void Consumer_with_an_unreleased_instance_id_retries_and_disposes_the_old_clients()
    {
        using var stopping = new CancellationTokenSource();
        stopping.Cancel(); // no pauses
        for (var i = 0; i < 3; i++)
        {
            _made[^1].Failure = ErrorCode.UnreleasedInstanceId;
            Assert.Null(_client.Consume(TimeSpan.Zero, stopping.Token));
        }

        Assert.Equal([true, true, true, false], _made.Select(made => made.IsDisposed));
    }

    [Fact]
    public void Consumer_fenced_by_another_process_ends()
    {
        _rebalance.Assigned(_client.Current, [new TopicPartition("in", 0)]);
        _made[0].Failure = ErrorCode.FencedInstanceId;
        Assert.Equal(ErrorCode.FencedInstanceId, Assert.Throws<ConsumeException>(Consume).Error.Code);
        Assert.Single(_made);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.4, 1)] // the client counts whole milliseconds: cut off, it would be asked again and again without a pause
    [InlineData(1, 1)]
    [InlineData(1.6, 2)]
    public void Consumer_poll_timeout_is_rounded_up_to_a_whole_millisecond(double patience, int waits)
    {
        Assert.Null(_client.Consume(TimeSpan.FromMilliseconds(patience), CancellationToken.None));
        Assert.Equal(TimeSpan.FromMilliseconds(waits), _made[0].Patience);
    }

    private ConsumeResult<Consumed, Consumed>? Consume() => _client.Consume(TimeSpan.Zero, CancellationToken.None);

    private IConsumer<Consumed, Consumed> Make()
    {
        var consumer = DispatchProxy.Create<IConsumer<Consumed, Consumed>, Scripted>();
        _made.Add((Scripted)(object)consumer);
        return consumer;
    }

    // public, as DispatchProxy wants it
    public class Scripted : DispatchProxy
    {
        public ErrorCode? Failure { get; set; }

        public IReadOnlyList<string> Subscribed { get; private set; } = [];

        public bool IsDisposed { get; private set; }

        public TimeSpan? Patience { get; private set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            switch (targetMethod!.Name)
            {
                case nameof(IConsumer<,>.Subscribe):
                    Subscribed = [.. (IEnumerable<string>)args![0]!];
                    break;
                case nameof(IDisposable.Dispose):
                    IsDisposed = true;
                    break;
                case nameof(IConsumer<,>.Consume) when Failure is { } code:
                    throw new ConsumeException(new ConsumeResult<byte[], byte[]>(), new Error(code, "", isFatal: true));
                case nameof(IConsumer<,>.Consume):
                    Patience = (TimeSpan)args![0]!;
                    break;
            }

            return null;
        }
    }
}
