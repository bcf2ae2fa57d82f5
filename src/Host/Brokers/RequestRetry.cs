using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace StreamLift.Host.Brokers;

/// <summary>
/// Retries a request while a group's coordinator or a partition's leader is being found, or a coordinator still loads its offsets: as in the first seconds of
/// a broker, on one where no group has ever been, or after a change of leader. The admin client does not retry by itself.
/// </summary>
internal static class RequestRetry
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="limit">Time limit for retries; afterwards the error is rethrown unchanged.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="request">One request.</param>
    public static async Task<T> RunAsync<T>(TimeSpan limit, TimeProvider clock, Func<Task<T>> request)
    {
        for (var started = clock.GetTimestamp(); ; )
        {
            try
            {
                return await request();
            }
            catch (KafkaException e) when (Errors(e).Any(IsTransient) && clock.GetElapsedTime(started) < limit)
            {
                await Task.Delay(Pause, clock);
            }
        }
    }

    /// <summary>The errors in the results of a request for several groups and partitions, then the exception's own, which only refers to them.</summary>
    public static IEnumerable<Error> Errors(KafkaException exception) =>
        (
            exception switch
            {
                ListConsumerGroupOffsetsException { Results: { } results } => results.SelectMany(result =>
                    (IEnumerable<Error>)[.. result.Partitions?.Select(partition => partition.Error) ?? [], result.Error]
                ),
                AlterConsumerGroupOffsetsException { Results: { } results } => results.SelectMany(result =>
                    (IEnumerable<Error>)[.. result.Partitions?.Select(partition => partition.Error) ?? [], result.Error]
                ),
                ListOffsetsException { Result: { } result } => (IEnumerable<Error>)
                    [.. result.ResultInfos?.Select(info => info.TopicPartitionOffsetError.Error) ?? [], result.Error],
                _ => [],
            }
        )
            .Append(exception.Error)
            .Where(error => error is { IsError: true });

    private static bool IsTransient(Error error) =>
        error.Code
            is ErrorCode.NotCoordinatorForGroup
                or ErrorCode.GroupCoordinatorNotAvailable
                or ErrorCode.GroupLoadInProgress
                or ErrorCode.Local_WaitCoord
                or ErrorCode.LeaderNotAvailable
                or ErrorCode.NotLeaderForPartition
                or ErrorCode.FencedLeaderEpoch
                or ErrorCode.UnknownLeaderEpoch
                or ErrorCode.OffsetNotAvailable
                or ErrorCode.UnknownTopicOrPart // of a topic just created not every broker knows
                or ErrorCode.KafkaStorageError;
}
