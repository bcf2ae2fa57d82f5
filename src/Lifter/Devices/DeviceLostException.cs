namespace StreamLift.Lifter.Devices;

/// <summary>
/// The GPU failed during serving, so this process can run no further batch. The exit code is 5, as for a native call that hangs. A restart helps.
/// </summary>
public sealed class DeviceLostException : Exception
{
    /// <param name="message">One line with the device, the operation, the driver's message and the remedy.</param>
    /// <param name="inner">The cause.</param>
    public DeviceLostException(string message, Exception? inner = null)
        : base(message, inner) { }
}
