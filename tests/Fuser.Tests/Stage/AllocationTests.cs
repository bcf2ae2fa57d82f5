using StreamLift.Wire;

namespace StreamLift.Fuser.Tests.Stage;

public sealed class AllocationTests
{
    private const int Frames = 30;

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Record_from_decoder_to_encoder_allocates_nothing(WireEncoding encoding)
    {
        var room = new MadeRoom("hall", cameras: 3, people: 2);
        using var stages = new Stages(room);
        var output = new DiscardedPeople();
        var encoder = stages.Stage.CreateEncoder();
        var offset = 0L;
        var least = long.MaxValue;
        for (var round = 0; round < 12; round++)
        {
            var records = Enumerable
                .Range(round * Frames, Frames)
                .SelectMany(frame => Enumerable.Range(0, 3).Select(camera => room.Record(camera, frame, encoding)))
                .ToList();
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var record in records)
            {
                stages.Add(record, offset++, encoding: encoding);
                stages.Stage.Process(stages.Batch);
                encoder.Encode(stages.Batch, 0, output);
                stages.Batch.Clear();
            }

            // once a second of a rig's time it looks after its cameras; the first rounds grow buffers
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(output.Written > 0);
        // a batch has one object for each partition, and a snapshot's list may grow: nothing for a person, a joint or a camera
        Assert.True(least / (3 * Frames) < 64, $"{least / (3 * Frames)} bytes a record");
    }
}
