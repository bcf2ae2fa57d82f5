using Spectre.Console;
using StreamLift.Training.Learning;
using StreamLift.Training.Runs;

namespace StreamLift.Training.Commands;

/// <summary>A progress bar for terminals. Messages appear above the bar.</summary>
internal sealed class ProgressBarDisplay(IAnsiConsole console) : ITrainingDisplay
{
    private ProgressTask? _bar;

    public void WriteLine(string line) => console.MarkupLineInterpolated($"{line}");

    public void ShowProgress(TrainingProgress progress)
    {
        if (_bar is null)
            return;
        _bar.Value = progress.Share;
        _bar.Description = Markup.Escape(progress.ToString());
    }

    public T RunWithDisplay<T>(Func<T> work) =>
        console
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn())
            .Start(context =>
            {
                _bar = context.AddTask("", maxValue: 1);
                return work();
            });
}
