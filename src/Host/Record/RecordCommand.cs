using System.CommandLine;
using StreamLift.Host.Brokers;
using StreamLift.Host.Running;

namespace StreamLift.Host.Record;

/// <summary><c>streamlift record</c>: a topic of people or poses into motion files, or live to programs that show them.</summary>
internal static class RecordCommand
{
    private const string Help = """
        Record a topic of people (`fuse`) or poses (`run`) into motion files, live until Ctrl+C or between offsets or times; or send it live to
        Unity, Unreal, Blender or VSeeFace by the VMC protocol. Exit code 1 if nothing was recorded.

        Example:
          streamlift record --bootstrap localhost:9092 --topic people --out walk.trc
          streamlift record --bootstrap localhost:9092 --topic people --out takes/ --format bvh --from earliest --to end
          streamlift record --bootstrap localhost:9092 --topic people --out vmc://localhost:39539
        """;

    public static Command Create(Terminal terminal)
    {
        var broker = new BrokerFlags("topic of people or poses");
        var flags = new RecordFlags();
        var command = new Command("record", Help);
        broker.AddTo(command);
        flags.AddTo(command);
        command.SetAction(
            async (parsed, stop) =>
            {
                var options = flags.Read(parsed, broker.Read(parsed));
                using var signals = new Signals(stop);
                return await RecordRun.RunAsync(options, terminal, TimeProvider.System, signals.Stop);
            }
        );
        return command;
    }
}
