// Reads 3D poses from Kafka and prints where each person's head and wrists are.
// usage: dotnet run --project samples/read-poses -- BOOTSTRAP TOPIC [FRAMES]
using System.Globalization;
using System.Numerics;
using Confluent.Kafka;
using StreamLift.Serdes;
using StreamLift.Wire.Messages;

if (args.Length is < 2 or > 3)
{
    Console.Error.WriteLine("usage: read-poses BOOTSTRAP TOPIC [FRAMES]");
    return 2;
}
var limit = args.Length == 3 ? int.Parse(args[2], CultureInfo.InvariantCulture) : int.MaxValue;

var config = new ConsumerConfig
{
    BootstrapServers = args[0],
    GroupId = "read-poses",
    AutoOffsetReset = AutoOffsetReset.Earliest,
    // needed when the service runs with --guarantee ExactlyOnce
    IsolationLevel = IsolationLevel.ReadCommitted,
};
using var consumer = new ConsumerBuilder<Ignore, PoseFrames>(config).SetValueDeserializer(new PoseFrameDeserializer()).Build();
consumer.Subscribe(args[1]);

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    for (var read = 0; read < limit; )
    {
        // a record holds one frame or a list of frames
        var frames = consumer.Consume(stop.Token).Message.Value;
        for (var i = 0; i < frames.Count && read < limit; i++, read++)
            Print(frames[i]);
    }
}
catch (OperationCanceledException)
{
    // Ctrl+C
}
consumer.Close();
return 0;

static void Print(PoseFrame frame)
{
    for (var person = 0; person < frame.PersonCount; person++)
    {
        var text = frame.Lifted(person)
            ? $"head {Text(frame.Joint(person, "Head"))}, wrists {Text(frame.Joint(person, "LWrist"))} {Text(frame.Joint(person, "RWrist"))} mm from the hip"
            : $"no pose: {(frame.Rejected(person) is { Length: > 0 } reason ? reason : "too few joints seen")}";
        Console.WriteLine($"{frame.StreamName} {frame.FrameNumber} person {frame.Id(person)}: {text}");
    }
}

static string Text(Vector3 joint) => string.Create(CultureInfo.InvariantCulture, $"[{joint.X:0}, {joint.Y:0}, {joint.Z:0}]");
