using Spectre.Console;

namespace StreamLift.Host.Produce;

/// <summary>A bar while frames are sent, where a person is looking at it.</summary>
internal static class SendingProgress
{
    /// <summary>Runs the work, giving it what to report the number of frames with.</summary>
    public static Task ShowAsync(TextWriter error, long total, Func<Action<long>, Task> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        if (!console.Profile.Out.IsTerminal)
            return work(_ => { });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask("sending frames", maxValue: Math.Max(1, total));
                return work(sent => task.Value = sent);
            });
    }
}
