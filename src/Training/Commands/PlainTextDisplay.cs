using StreamLift.Training.Learning;
using StreamLift.Training.Runs;

namespace StreamLift.Training.Commands;

/// <summary>Plain text output: messages, and the progress once a minute.</summary>
internal sealed class PlainTextDisplay(TextWriter output, TimeProvider clock) : ITrainingDisplay
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMinutes(1);
    private long _lastLine = clock.GetTimestamp();

    public void WriteLine(string line)
    {
        output.WriteLine(line);
        output.Flush();
        _lastLine = clock.GetTimestamp();
    }

    public void ShowProgress(TrainingProgress progress)
    {
        if (clock.GetElapsedTime(_lastLine) >= ProgressInterval)
            WriteLine(progress.ToString());
    }

    public T RunWithDisplay<T>(Func<T> work) => work();
}
