using System.CommandLine;
using System.Globalization;
using Confluent.Kafka;
using StreamLift.Host.Bench;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Bench;

/// <summary>
/// Compares the poses of another service with StreamLift's, for the same frames. It leaves out the people that the other services treat otherwise: those of
/// whom too little was seen, and those with a joint that StreamLift estimates from others.
/// </summary>
/// <param name="expected">StreamLift's topic.</param>
/// <param name="given">The other service's topic.</param>
internal sealed class SamePoses(string expected, string given)
{
    private readonly Dictionary<(string Stream, long Frame), (int Partition, PoseFrame Poses)> _expected = [];
    private readonly SortedDictionary<string, int> _problems = new(StringComparer.Ordinal);
    private int _frames;
    private int _people;
    private readonly HashSet<(string Stream, long Frame, int Person)> _hidden = [];
    private readonly HashSet<(string Stream, long Frame, int Person)> _estimated = [];
    private int _withHidden;
    private int _leftOut;
    private float _largest;

    /// <summary>The command `same-poses`.</summary>
    public static Command Command(Option<string> bootstrap, Option<string> input, Option<string> output)
    {
        var with = new Option<string>("--with") { Required = true, Description = "the topic of the other service" };
        var tolerance = new Option<float>("--tolerance") { DefaultValueFactory = _ => 0.05f, Description = "mm that a coordinate may differ by" };
        var command = new Command("same-poses", "Compare the poses of two services for the same frames.") { bootstrap, input, output, with, tolerance };
        command.SetAction(parsed =>
        {
            var broker = new BenchBroker(parsed.GetValue(bootstrap)!, new Dictionary<string, string>());
            return new SamePoses(parsed.GetValue(output)!, parsed.GetValue(with)!).Run(
                broker,
                parsed.GetValue(input)!,
                parsed.GetValue(tolerance),
                CancellationToken.None
            );
        });
        return command;
    }

    private int Run(BenchBroker broker, string input, float tolerance, CancellationToken stop)
    {
        var frames = new KeypointFrame();
        var decoder = new FrameDecoder();
        Read(
            broker,
            input,
            (_, encoding, value) => Note(decoder.TryDecode(encoding, value, frames, out var error) ? frames : throw Unreadable(input, error)),
            stop
        );
        ReadPoses(broker, expected, (partition, poses) => _expected[(poses.StreamName, poses.FrameNumber)] = (partition, poses), stop);
        ReadPoses(broker, given, (partition, poses) => Compare(partition, poses, tolerance), stop);
        if (_expected.Count > 0)
            Count("a frame is missing", _expected.Count);
        if (_people == 0)
            Count("nobody was compared");
        foreach (var (problem, count) in _problems)
            Console.Error.WriteLine($"{given}: {problem} ({count} times)");
        var counts = $$"""{"frames":{{_frames}},"people":{{_people}},"hidden":{{_withHidden}},"leftOut":{{_leftOut}}""";
        var same = _problems.Count == 0 ? "true" : "false";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""{{counts}},"largestMm":{{_largest:F3}},"same":{{same}}}"""));
        return _problems.Count == 0 ? 0 : 1;
    }

    private void Compare(int partition, PoseFrame poses, float tolerance)
    {
        if (!_expected.Remove((poses.StreamName, poses.FrameNumber), out var other))
        {
            Count("a frame is there twice, or was not expected");
            return;
        }

        _frames++;
        if (partition != other.Partition)
            Count("a frame is in another partition");
        if (poses.TimestampMs != other.Poses.TimestampMs || poses.Model != other.Poses.Model || poses.Layout != other.Poses.Layout)
            Count("a frame has another time, model or layout");
        if (poses.PersonCount != other.Poses.PersonCount)
        {
            Count("a frame has another number of people");
            return;
        }

        for (var person = 0; person < poses.PersonCount; person++)
            Compare(poses, other.Poses, person, tolerance);
    }

    private void Compare(PoseFrame poses, PoseFrame other, int person, float tolerance)
    {
        if (poses.Id(person) != other.Id(person) || !poses.Score(person).Equals(other.Score(person)))
            Count("a person has another id or score");
        var key = (poses.StreamName, poses.FrameNumber, person);
        if (!other.Lifted(person) || _estimated.Contains(key))
        {
            _leftOut++;
            return;
        }

        var mine = poses.Joints(person);
        var theirs = other.Joints(person);
        if (mine.Length != theirs.Length)
        {
            Count("a person has another number of joints");
            return;
        }

        _people++;
        _withHidden += _hidden.Contains(key) ? 1 : 0;
        var largest = 0f;
        for (var i = 0; i < mine.Length; i++)
            largest = Math.Max(largest, Math.Abs(mine[i] - theirs[i]));
        _largest = Math.Max(_largest, largest);
        if (!(largest <= tolerance)) // true for NaN
            Count("a person has another pose");
    }

    private void Count(string problem, int times = 1) => _problems[problem] = _problems.GetValueOrDefault(problem) + times;

    // Who has joints that were not seen, and who has some that StreamLift estimates.
    private void Note(KeypointFrame frame)
    {
        var map = SkeletonCatalogue.BuiltIn.Map(frame.Layout, Skeletons.H36m17);
        Span<float> estimated = stackalloc float[3 * Skeletons.H36m17.Count];
        Span<float> seen = stackalloc float[3 * Skeletons.H36m17.Count];
        for (var person = 0; person < frame.PersonCount; person++)
        {
            map.Apply(frame.Keypoints(person), estimated);
            map.ApplySeen(frame.Keypoints(person), seen);
            var key = (frame.StreamName, frame.FrameNumber, person);
            if (!estimated.SequenceEqual(seen))
                _estimated.Add(key);
            for (var score = 2; score < seen.Length; score += 3)
                if (!(seen[score] > 0))
                    _hidden.Add(key);
        }
    }

    private static void ReadPoses(BenchBroker broker, string topic, Action<int, PoseFrame> found, CancellationToken stop)
    {
        var decoder = new PoseDecoder();
        Read(broker, topic, One, stop);

        void One(int partition, WireEncoding encoding, byte[] value)
        {
            var poses = new PoseFrame();
            found(partition, decoder.TryDecode(encoding, value, poses, out var error) ? poses : throw Unreadable(topic, error));
        }
    }

    private static void Read(BenchBroker broker, string topic, Action<int, WireEncoding, byte[]> found, CancellationToken stop)
    {
        using var consumer = broker.Consumer<byte[]>(topic);
        for (var open = consumer.AssignAll(Offset.Beginning, stop); open > 0; )
        {
            var record = consumer.Next(stop);
            if (record.IsPartitionEOF)
                open--;
            else if (ContentType.TryParse(record.Message.Headers.GetLastBytes(ContentType.Header), out var encoding))
                found(record.Partition.Value, encoding, record.Message.Value);
            else
                throw new InvalidDataException($"{topic} holds a record without a content type");
        }
    }

    private static InvalidDataException Unreadable(string topic, DecodeError error) => new($"{topic} holds a record that can't be read: {error}");
}
