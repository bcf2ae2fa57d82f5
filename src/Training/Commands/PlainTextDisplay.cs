using StreamLift.Training.Learning;
using StreamLift.Training.Runs;

namespace StreamLift.Training.Commands;

/// <summary>Plain text output: messages, and the progress once a minute.</summary>
internal sealed class PlainTextDisplay(TextWriter output, TimeProvider clock) : ITrainingDisplay
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private long _said = clock.GetTimestamp();

    public void WriteLine(string line)
    {
        output.WriteLine(line);
        output.Flush();
        _said = clock.GetTimestamp();
    }

    public void ShowProgress(TrainingProgress progress)
    {
        if (clock.GetElapsedTime(_said) >= Every)
            WriteLine(progress.ToString());
    }

    public T RunWithDisplay<T>(Func<T> work) => work();
}
