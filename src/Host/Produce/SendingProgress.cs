using Spectre.Console;

namespace StreamLift.Host.Produce;

/// <summary>Shows progress on a terminal while frames are sent: a bar, or a count if there is no end.</summary>
internal static class SendingProgress
{
    /// <summary>Runs the work and gives it a callback to report the number of frames.</summary>
    public static Task ShowAsync(TextWriter error, long? total, Func<Action<long>, Task> work)
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
                var task = context.AddTask("sending frames", maxValue: Math.Max(1, total ?? 1));
                return work(sent =>
                {
                    if (total is null)
                        task.Description = $"{sent:N0} frames sent";
                    else
                        task.Value = sent;
                });
            });
    }
}
