using Confluent.Kafka;
using StreamLift.Files;
using StreamLift.Files.Records;
using StreamLift.Host.Evaluate;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Host.Record.Reading;

/// <summary>Decodes records of people or of poses, told apart by the record. One thread.</summary>
/// <param name="withoutHeader">The encoding of records without a content-type header.</param>
/// <param name="layouts">The layouts of points; null: the built-in ones.</param>
/// <param name="smooth">Whether the smoothed joints are taken where a record has them.</param>
internal sealed class TopicInstants(WireEncoding withoutHeader, SkeletonCatalogue? layouts, bool smooth)
{
    private readonly RecordReader _people = new(RecordKind.People, layouts, smooth);
    private readonly RecordReader _poses = new(RecordKind.Poses);
    private bool _isPoses;

    /// <summary>What is said of the input of the first stage.</summary>
    public const string Keypoints = "they are 2D keypoints, the input of `run`";

    /// <summary>Records that hold people or poses.</summary>
    public long Read { get; private set; }

    /// <summary>Records that hold neither.</summary>
    public long Unreadable { get; private set; }

    /// <summary>Why the first of them holds neither.</summary>
    public string FirstProblem { get; private set; } = "";

    /// <summary>People without smoothed joints, where those are wanted.</summary>
    public long WithoutSmooth => _people.WithoutSmooth;

    /// <summary>What a record holds, valid until the next call; empty if it holds neither people nor poses.</summary>
    public IReadOnlyList<MotionInstant> Decode(Headers? headers, byte[]? body)
    {
        string problem;
        if (body is null)
            problem = "the record has no body";
        else if (!RecordEncodings.TryFind(headers, withoutHeader, out var encoding))
            problem = RecordEncodings.Unknown;
        else
        {
            // the kind of the record before first: the others are decoded twice
            var (first, second) = _isPoses ? (_poses, _people) : (_people, _poses);
            if (first.TryRead(encoding, body, out var error))
                return Good(first);
            if (second.TryRead(encoding, body, out _))
            {
                _isPoses = !_isPoses;
                return Good(second);
            }

            problem = Unreadable == 0 && View.RecordKinds.Of(encoding, body) == View.RecordKind.Keypoints ? Keypoints : error.Detail;
        }

        if (Unreadable++ == 0)
            FirstProblem = problem;
        return [];
    }

    private IReadOnlyList<MotionInstant> Good(RecordReader reader)
    {
        Read++;
        return reader.Instants;
    }
}
