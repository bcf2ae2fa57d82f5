namespace StreamLift.Ingest.State;

/// <summary>The broker refuses for good that the state topic is read. Exit code 4.</summary>
/// <param name="message">One line that names the topic and the broker's reason.</param>
public sealed class StateException(string message) : Exception(message)
{
    /// <summary>The exit line of an error of the client.</summary>
    internal static StateException Of(Lanes.StateTopic topic, Confluent.Kafka.Error error) =>
        new($"the state topic {topic.Name} can't be read: {BrokerErrors.ErrorSentence.Of(error)}");
}
