using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace StreamLift.Host.Brokers;

/// <summary>
/// Retries a request while the group coordinator is being found or still loads its offsets, as in the first seconds of a broker or after a change of leader.
/// The admin client does not retry by itself.
/// </summary>
internal static class CoordinatorRetry
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="limit">Time limit for retries; afterwards the error is rethrown unchanged.</param>
    /// <param name="request">One request to the coordinator.</param>
    public static async Task<T> RunAsync<T>(TimeSpan limit, Func<Task<T>> request)
    {
        for (var started = TimeProvider.System.GetTimestamp(); ; )
        {
            try
            {
                return await request();
            }
            catch (KafkaException e) when (Errors(e).Any(IsOfCoordinator) && TimeProvider.System.GetElapsedTime(started) < limit)
            {
                await Task.Delay(Pause);
            }
        }
    }

    /// <summary>The exception's own error, and the errors in the results of a request for several groups and partitions.</summary>
    public static IEnumerable<Error> Errors(KafkaException exception) =>
        exception switch
        {
            ListConsumerGroupOffsetsException { Results: var results } => results
                .SelectMany(result => result.Partitions.Select(partition => partition.Error).Append(result.Error))
                .Append(exception.Error),
            AlterConsumerGroupOffsetsException { Results: var results } => results
                .SelectMany(result => result.Partitions.Select(partition => partition.Error).Append(result.Error))
                .Append(exception.Error),
            _ => [exception.Error],
        };

    private static bool IsOfCoordinator(Error error) =>
        error.Code is ErrorCode.NotCoordinatorForGroup or ErrorCode.GroupCoordinatorNotAvailable or ErrorCode.GroupLoadInProgress or ErrorCode.Local_WaitCoord;
}
