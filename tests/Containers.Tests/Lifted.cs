using System.Text;
using Confluent.Kafka;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Containers.Tests;

/// <summary>Pose records, taken apart.</summary>
internal static class Lifted
{
    /// <summary>Asserts that each stream's frames came from 0 on, none missing, none twice, in order, each with one person who was lifted.</summary>
    /// <returns>How many frames came, by stream.</returns>
    public static SortedDictionary<string, int> InOrder(IEnumerable<ConsumeResult<string, byte[]>> records, WireEncoding encoding, int person)
    {
        var (decoder, frame, next) = (new PoseDecoder(), new PoseFrame(), new SortedDictionary<string, int>(StringComparer.Ordinal));
        foreach (var record in records)
        {
            Assert.True(decoder.TryDecode(encoding, record.Message.Value, frame, out var error), error.Detail);
            var stream = Encoding.UTF8.GetString(frame.Stream);
            Assert.Equal(stream, record.Message.Key);
            Assert.Equal(next.GetValueOrDefault(stream), frame.FrameNumber);
            next[stream] = (int)frame.FrameNumber + 1;
            Assert.Equal(1, frame.PersonCount);
            Assert.Equal(person, frame.Id(0));
            Assert.True(frame.Lifted(0));
            Assert.Equal([0, 0, 0], frame.Joints(0)[..3].ToArray());
        }
        return next;
    }
}
