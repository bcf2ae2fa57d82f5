using System.Runtime.CompilerServices;
using StreamLift.Lanes;

namespace StreamLift.Faults.Tests.State;

/// <summary>
/// A lane that counts, in a process of its own, which can be killed: this test program itself, started with <c>STREAMLIFT_COUNTING_LANE</c> set. It runs until
/// it is killed.
/// </summary>
internal static class CountingProcess
{
    private const string Variable = "STREAMLIFT_COUNTING_LANE";

    /// <summary>Starts one that dies as <c>kill -9</c> makes it, at a passage of a step.</summary>
    public static Command Start(CountingLaneOptions options, FailPointStep step, int passage) =>
        Command.Start(
            "dotnet",
            [typeof(CountingProcess).Assembly.Location, "--help"], // else the test platform would run the tests in it
            new Dictionary<string, string>
            {
                [Variable] = string.Join(
                    ' ',
                    options.Bootstrap,
                    options.Input,
                    options.Output,
                    options.Letters,
                    options.State,
                    options.Guarantee,
                    options.Instance,
                    options.MaxBatch
                ),
                ["STREAMLIFT_CRASH_AT"] = $"{step}:{passage}",
            }
        );

#pragma warning disable CA2255 // the program's own entry point is the test platform's, which is not to begin here
    [ModuleInitializer]
    internal static void RunWhereAsked()
#pragma warning restore CA2255
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split(' ') is not [var bootstrap, var input, var output, var letters, var state, .. var rest])
            return;
        var options = new CountingLaneOptions(bootstrap, input, output, letters)
        {
            State = state,
            Guarantee = Enum.Parse<Guarantee>(rest[0]),
            Instance = rest[1],
            MaxBatch = int.Parse(rest[2], System.Globalization.CultureInfo.InvariantCulture),
        };
        // not within the initializer: other threads could not use this module's types before its end
        new Thread(() => Run(options)).Start();
        // the test platform ends by itself, and gives other threads some seconds only
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Thread.Sleep(Timeout.Infinite);
    }

    private static void Run(CountingLaneOptions options)
    {
        using var lane = new CountingLane(options);
        try
        {
            lane.EndAsync().GetAwaiter().GetResult();
            Environment.FailFast("the lane has ended by itself");
        }
        catch (Exception e)
        {
            Environment.FailFast("the lane has failed", e);
        }
    }
}
