namespace StreamLift.Host;

/// <summary>A native call does not come back: the process ends rather than hang with it. Exit code 5.</summary>
/// <param name="message">One line that names the call.</param>
internal sealed class HungException(string message) : Exception(message);
