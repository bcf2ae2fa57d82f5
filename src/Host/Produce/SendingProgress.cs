using Spectre.Console;

namespace StreamLift.Host.Produce;

/// <summary>Shows progress on a terminal while frames are sent or files read: a bar, or a count if there is no known end.</summary>
internal static class SendingProgress
{
    /// <summary>Runs the work and gives it a callback to report the number of frames or files.</summary>
    /// <param name="error">Where progress is shown.</param>
    /// <param name="total">The number in the end; null: unknown.</param>
    /// <param name="work">The work.</param>
    /// <param name="count">What stands after the number where the end is unknown.</param>
    public static Task ShowAsync(TextWriter error, long? total, Func<Action<long>, Task> work, string count = "frames sent")
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        if (!console.Profile.Out.IsTerminal)
            return work(_ => { });
        return console
            .Progress()
            .AutoClear(true)
            .Columns(
                total is null
                    ? [new TaskDescriptionColumn(), new SpinnerColumn()]
                    : [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()]
            )
            .StartAsync(context =>
            {
                var task = context.AddTask(total is null ? count : "sending frames", maxValue: Math.Max(1, total ?? 1));
                return work(sent =>
                {
                    if (total is null)
                        task.Description = $"{sent:N0} {count}";
                    else
                        task.Value = sent;
                });
            });
    }
}
