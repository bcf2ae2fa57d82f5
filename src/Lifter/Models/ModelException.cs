namespace StreamLift.Lifter.Models;

/// <summary>A model file that can't be used: missing, damaged, or it doesn't fit what its card or this program says. Exit code 3.</summary>
public sealed class ModelException : Exception
{
    /// <param name="message">One line that names the file, what is wrong and the remedy.</param>
    /// <param name="inner">What was thrown underneath.</param>
    public ModelException(string message, Exception? inner = null)
        : base(message, inner) { }
}
