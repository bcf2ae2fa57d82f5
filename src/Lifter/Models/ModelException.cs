namespace StreamLift.Lifter.Models;

/// <summary>A model file is unusable: it is missing or damaged, or it does not match its card or this program. The exit code is 3.</summary>
public sealed class ModelException : Exception
{
    /// <param name="message">One line with the file, the problem and the remedy.</param>
    /// <param name="inner">The cause.</param>
    public ModelException(string message, Exception? inner = null)
        : base(message, inner) { }
}
