using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Pipeline.Tests.Record;

/// <summary>A made scene as records of people, as the second stage writes them: 30 instants a second.</summary>
internal sealed class PeopleTopic
{
    private readonly List<(double Ms, List<(long Id, float[] Joints)> People)> _instants;

    private PeopleTopic(IEnumerable<string> truth) => _instants = [.. truth.Select(Parse)];

    /// <summary>The number of instants.</summary>
    public int Count => _instants.Count;

    /// <summary>The truth of a made scene.</summary>
    /// <param name="folder">Where it may write.</param>
    /// <param name="people">How many people.</param>
    /// <param name="seconds">How long.</param>
    public static async Task<PeopleTopic> MakeAsync(string folder, int people, int seconds)
    {
        var path = Path.Combine(folder, "truth.ndjson");
        await InProcessCommand.SucceedAsync([
            "produce",
            "--source",
            "synthetic",
            "--people",
            $"{people}",
            "--seconds",
            $"{seconds}",
            "--truth-out",
            path,
            "--dry-run",
        ]);
        return new PeopleTopic(File.ReadLines(path));
    }

    /// <summary>The joints of a person, mm.</summary>
    public float[] Joints(int instant, long id) => _instants[instant].People.Single(person => person.Id == id).Joints;

    /// <summary>The ids of the people of an instant.</summary>
    public IEnumerable<long> Ids(int instant) => _instants[instant].People.Select(person => person.Id);

    /// <summary>The time of an instant, Unix ms.</summary>
    public double Ms(int instant) => _instants[instant].Ms;

    /// <summary>The records of instants.</summary>
    /// <param name="rig">The rig.</param>
    /// <param name="range">Which instants.</param>
    /// <param name="key">The key of an instant's record; null: the rig.</param>
    /// <param name="who">Whether a person is there; null: always.</param>
    /// <param name="encoding">The encoding.</param>
    public IEnumerable<Message<byte[]?, byte[]?>> Records(
        string rig,
        Range? range = null,
        Func<int, string>? key = null,
        Func<int, long, bool>? who = null,
        WireEncoding encoding = WireEncoding.Json
    )
    {
        var (start, length) = (range ?? Range.All).GetOffsetAndLength(Count);
        for (var instant = start; instant < start + length; instant++)
            yield return new()
            {
                Key = Encoding.UTF8.GetBytes(key?.Invoke(instant) ?? rig),
                Value = Body(rig, instant, who, encoding),
                Headers = new Headers { { ContentType.Header, ContentType.Utf8(encoding).ToArray() } },
                Timestamp = new Timestamp((long)_instants[instant].Ms, TimestampType.CreateTime),
            };
    }

    private byte[] Body(string rig, int instant, Func<int, long, bool>? who, WireEncoding encoding)
    {
        var (writer, (ms, people)) = (new PeopleWriter(), _instants[instant]);
        writer.Begin(encoding, Encoding.UTF8.GetBytes(rig), instant, ms);
        writer.Camera(Encoding.UTF8.GetBytes($"{rig}/camera-1"), instant, ms);
        foreach (var (id, joints) in people)
            if (who?.Invoke(instant, id) ?? true)
                writer.Person(
                    new WorldPerson
                    {
                        Id = id,
                        Joints = joints,
                        Sigma = Enumerable.Repeat(20f, 17).ToArray(),
                        Source = "tttttttttttttllpp"u8,
                        Views = [0],
                        Reprojection = 2,
                    }
                );
        return writer.End().ToArray();
    }

    private static (double, List<(long, float[])>) Parse(string line)
    {
        using var instant = JsonDocument.Parse(line);
        return (
            instant.RootElement.GetProperty("timestampMs").GetDouble(),
            [
                .. instant
                    .RootElement.GetProperty("people")
                    .EnumerateArray()
                    .Select(person =>
                        (person.GetProperty("id").GetInt64(), person.GetProperty("joints").EnumerateArray().Select(number => number.GetSingle()).ToArray())
                    ),
            ]
        );
    }
}
