using StreamLift.Wire;

namespace StreamLift.Fuser.Tests.Stage;

public sealed class AllocationTests
{
    private const int Cameras = 3;

    // a batch has one object for each of its partitions
    private const long MostOfABatch = 64;

    [Theory]
    [InlineData(WireEncoding.Json, 1)]
    [InlineData(WireEncoding.Json, 30)]
    [InlineData(WireEncoding.Protobuf, 1)]
    [InlineData(WireEncoding.Protobuf, 30)]
    public void Batch_from_decoder_to_encoder_allocates_as_little_with_one_frame_as_with_thirty(WireEncoding encoding, int frames)
    {
        var room = new MadeRoom("hall", cameras: Cameras, people: 2);
        using var stages = new Stages(room);
        var output = new DiscardedPeople();
        var encoder = stages.Stage.CreateEncoder();
        var offset = 0L;
        var least = long.MaxValue;
        for (var round = 0; round < 360 / frames; round++)
        {
            var records = Enumerable
                .Range(round * frames, frames)
                .SelectMany(frame => Enumerable.Range(0, Cameras).Select(camera => room.Record(camera, frame, encoding)))
                .ToList();
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var record in records)
                stages.Add(record, offset++, encoding: encoding);
            stages.Stage.Process(stages.Batch);
            for (var i = 0; i < records.Count; i++)
                encoder.Encode(stages.Batch, i, output);
            stages.Batch.Clear();
            // the first rounds grow buffers
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(output.Written > 0);
        Assert.True(least <= MostOfABatch, $"{least} bytes for a batch of {frames} frames of {Cameras} cameras");
    }
}
