using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace StreamLift.Host.Brokers;

/// <summary>
/// Asks again while a group's coordinator is being found or still loads its offsets, as in the first seconds of a broker or after a change of leader.
/// The admin client does not do that by itself.
/// </summary>
internal static class CoordinatorRetry
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="limit">How long it is asked again; then the refusal is thrown as it came.</param>
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

    /// <summary>The exception's own error, and those that a request of several groups and partitions keeps in its results.</summary>
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
