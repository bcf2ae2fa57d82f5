using Confluent.Kafka;
using StreamLift.BrokerErrors;
using StreamLift.Sink.Transactions;

namespace StreamLift.Sink.Delivery;

/// <summary>
/// The broker rejects a record or a transaction for good: the topic fails, this user may not write to it, or another process has taken over. Exit code 4.
/// </summary>
/// <param name="message">One line that names what failed, the broker's reason and where there is one the remedy.</param>
public sealed class DeliveryException(string message) : Exception(message)
{
    /// <summary>A rejected record.</summary>
    internal static DeliveryException OfRecord(SinkOptions options, Error error) =>
        new(
            $"the broker refuses a record for {options.Output} or {options.DeadLetters}: {ErrorSentence.Of(error)}"
                + (
                    error.Code == ErrorCode.MsgSizeTooLarge
                        ? " (max.message.bytes was lowered, or may not be asked for: a restart asks again, --kafka batch.size=BYTES needs no answer)"
                        : ""
                )
        );

    /// <summary>A rejected record of a stage's state.</summary>
    internal static DeliveryException OfState(SinkContext context, Error error) =>
        new(
            $"the broker refuses a record for the state topic {context.StateTopic?.Name}: {ErrorSentence.Of(error)}"
                + (error.Code == ErrorCode.MsgSizeTooLarge ? " (max.message.bytes was lowered, or may not be asked for: a restart asks again)" : "")
        );

    /// <summary>A transaction that can't be committed, with the topics whose offsets it holds.</summary>
    internal static DeliveryException OfTransaction(SinkContext context, Error error, IEnumerable<string> read) =>
        TransactionErrorClassifier.IsFenced(error)
            ? new(
                $"another process has taken over the transactions of {context.TransactionalId}: {ErrorSentence.Of(error)} (each process of a group "
                    + $"needs an --instance of its own)"
            )
            : new(
                $"transactions of {context.TransactionalId} {string.Concat(read.Select(topic => $"from {topic} "))}"
                    + $"to {context.Options.Output}{(context.StateTopic is { } state ? $", {state.Name}" : "")} and {context.Options.DeadLetters} "
                    + $"fail for good: {ErrorSentence.Of(error)}"
            );
}
