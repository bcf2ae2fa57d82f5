namespace StreamLift.Lifter.Devices;

/// <summary>
/// The GPU failed while serving: no further batch can be lifted in this process. Exit code 5, as for a native call that hangs: starting again helps.
/// </summary>
public sealed class DeviceLostException : Exception
{
    /// <param name="message">One line: which device, what it was doing, what it said, the remedy.</param>
    /// <param name="inner">What was thrown underneath.</param>
    public DeviceLostException(string message, Exception? inner = null)
        : base(message, inner) { }
}
