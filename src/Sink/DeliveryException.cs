namespace StreamLift.Sink;

/// <summary>The broker refuses a record for good: the topic fails, or may not be written. Exit code 4.</summary>
/// <param name="message">One line that names the topic and the broker's reason.</param>
public sealed class DeliveryException(string message) : Exception(message);
