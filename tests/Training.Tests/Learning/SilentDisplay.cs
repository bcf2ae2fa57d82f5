using StreamLift.Training.Learning;
using StreamLift.Training.Runs;

namespace StreamLift.Training.Tests.Learning;

/// <summary>Collects the messages and reports every batch to the test.</summary>
internal sealed class SilentDisplay(Action<int>? batchDone = null) : ITrainingDisplay
{
    private int _batches;

    public List<string> Lines { get; } = [];

    public void WriteLine(string line) => Lines.Add(line);

    public void ShowProgress(TrainingProgress progress) => batchDone?.Invoke(++_batches);

    public T RunWithDisplay<T>(Func<T> work) => work();
}
