// Sends the output of a 2D pose detector to Kafka: reads one JSON object a line from stdin, as described by DetectorLine, and produces keypoint frames.
// usage: DETECTOR | dotnet run --project samples/bridge -- BOOTSTRAP TOPIC [LAYOUT]
using System.Text.Json;
using Confluent.Kafka;
using StreamLift.Bridge;
using StreamLift.Poses.Layouts;
using StreamLift.Serdes;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

if (args.Length is < 2 or > 3)
{
    Console.Error.WriteLine("usage: bridge BOOTSTRAP TOPIC [LAYOUT]");
    return 2;
}
var layoutName = args.Length == 3 ? args[2] : "coco17";
if (!SkeletonCatalogue.BuiltIn.TryGet(layoutName, out var layout))
{
    Console.Error.WriteLine($"layout {layoutName} is not known; known are {string.Join(", ", SkeletonCatalogue.BuiltIn.All)}");
    return 2;
}

var config = new ProducerConfig
{
    BootstrapServers = args[0],
    EnableIdempotence = true, // keeps the order of frames when a send is repeated
    Partitioner = Partitioner.Murmur2Random, // the partitioner of Java clients
};
using var producer = new ProducerBuilder<string, KeypointFrame>(config).SetValueSerializer(new KeypointFrameSerializer(WireEncoding.Protobuf)).Build();

var (sent, invalid, failed) = (0, 0, 0);
var frame = new KeypointFrame();
while (Console.In.ReadLine() is { } text)
{
    try
    {
        DetectorLine.Parse(text).Fill(frame, layout, TimeProvider.System.GetUtcNow());
    }
    catch (Exception e) when (e is JsonException or ArgumentException)
    {
        invalid++;
        Console.Error.WriteLine($"skipped a line: {e.Message}");
        continue;
    }
    // The key is the stream: Kafka keeps the order of its frames only within one partition.
    Produce(new Message<string, KeypointFrame> { Key = frame.StreamName, Value = frame });
    sent++;
}
producer.Flush();
Console.WriteLine($"{sent - failed} frames sent, {failed} failed, {invalid} lines skipped");
return failed + invalid == 0 ? 0 : 1;

// Serializes before it returns, so the frame can be filled again. Waits while the client's queue is full.
void Produce(Message<string, KeypointFrame> message)
{
    while (true)
    {
        try
        {
            producer.Produce(args[1], message, report => Interlocked.Add(ref failed, report.Error.IsError ? 1 : 0));
            return;
        }
        catch (ProduceException<string, KeypointFrame> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
        {
            producer.Poll(TimeSpan.FromMilliseconds(100));
        }
    }
}
