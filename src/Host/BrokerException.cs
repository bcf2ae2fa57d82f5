namespace StreamLift.Host;

/// <summary>No broker answers, or it has failed for good. Exit code 4.</summary>
/// <param name="message">One line that names the broker and the remedy.</param>
internal sealed class BrokerException(string message) : Exception(message);
