using Confluent.Kafka;
using StreamLift.Sink.Transactions;

namespace StreamLift.Sink.Delivery;

/// <summary>
/// The broker refuses a record or a transaction for good: the topic fails, may not be written, or another process has taken over. Exit code 4.
/// </summary>
/// <param name="message">One line that names what failed, the broker's reason and where there is one the remedy.</param>
public sealed class DeliveryException(string message) : Exception(message)
{
    /// <summary>What is known of a record that was refused.</summary>
    internal static DeliveryException OfRecord(SinkOptions options, Error error) =>
        new(
            $"the broker refuses a record for {options.Output} or {options.DeadLetters}: {error.Code}: {error.Reason}"
                + (
                    error.Code == ErrorCode.MsgSizeTooLarge
                        ? " (max.message.bytes was lowered, or may not be asked for: a restart asks again, --kafka batch.size=BYTES needs no answer)"
                        : ""
                )
        );

    /// <summary>What is known of a transaction that can't be committed; the topics it was made from, whose offsets it holds.</summary>
    internal static DeliveryException OfTransaction(SinkContext parts, Error error, IEnumerable<string> read) =>
        TransactionErrorClassifier.IsFenced(error)
            ? new(
                $"another process has taken over the transactions of {parts.TransactionalId}: {error.Code}: {error.Reason} (each process of a group "
                    + $"needs an --instance of its own)"
            )
            : new(
                $"transactions of {parts.TransactionalId} {string.Concat(read.Select(topic => $"from {topic} "))}"
                    + $"to {parts.Options.Output} and {parts.Options.DeadLetters} fail for good: {error.Code}: {error.Reason}"
            );
}
