using System.Globalization;
using System.Text.Json;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.Scoring.People;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.People;

/// <summary>A truth file: an instant a line, {"timestampMs":…,"people":[{"id":…,"joints":[51]}]}, in the world of the topic's one rig, mm.</summary>
internal sealed class FileTruth : IPeopleTruth
{
    private readonly string _path;
    private readonly TruthTimeline _timeline = new();

    private FileTruth(string path) => _path = path;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Rigs => [];

    /// <summary>Reads the file.</summary>
    /// <exception cref="ConfigurationException">It can't be read, or is no truth file.</exception>
    public static FileTruth Read(string path)
    {
        var truth = new FileTruth(path);
        try
        {
            var number = 0;
            foreach (var line in File.ReadLines(path))
            {
                number++;
                if (!string.IsNullOrWhiteSpace(line))
                    truth.Add(line, number);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"--truth {path}: can't be read: {e.Message}");
        }
        return truth._timeline.Count > 0 ? truth : throw new ConfigurationException($"--truth {path}: the file has no instants");
    }

    /// <inheritdoc/>
    public double? Place(PeopleFrame frame) => frame.TimestampMs;

    /// <inheritdoc/>
    public (double First, double Last) Range(string rig) => (_timeline.First, _timeline.Last);

    /// <inheritdoc/>
    public IReadOnlyList<TruePerson>? At(string rig, double place) => _timeline.At(place);

    /// <inheritdoc/>
    public double Second(string rig) => 1000;

    /// <inheritdoc/>
    public string Elsewhere(string rig, double first, double last)
    {
        var later = first - _timeline.First;
        return $"the records of rig {rig} are from {Time(first)} to {Time(last)}, and the truth is from {Time(_timeline.First)} to {Time(_timeline.Last)}: the "
            + $"records are {Span(Math.Abs(later))} {(later > 0 ? "later" : "earlier")}; is {_path} the truth of these frames?";
    }

    private void Add(string line, int number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var people = new List<TruePerson>();
            foreach (var person in json.RootElement.GetProperty("people").EnumerateArray())
            {
                float[] joints = [.. person.GetProperty("joints").EnumerateArray().Select(joint => joint.GetSingle())];
                if (joints.Length != Skeletons.PoseWidth)
                    throw Bad($"a person has {joints.Length} numbers of joints; {Skeletons.PoseWidth} were expected");
                people.Add(new TruePerson(person.GetProperty("id").GetInt64(), joints));
            }
            if (people.DistinctBy(person => person.Id).Count() < people.Count)
                throw Bad("two people have the same id");
            if (!_timeline.TryAdd(json.RootElement.GetProperty("timestampMs").GetDouble(), people))
                throw Bad("the instant is not later than the one before");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Bad("a line must be {\"timestampMs\":…,\"people\":[{\"id\":…,\"joints\":[51 numbers]}]}, as `produce --truth-out` writes it");
        }

        ConfigurationException Bad(string problem) => new($"--truth {_path}: line {number}: {problem}");
    }

    private static string Time(double ms) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Clamp(ms, -1e13, 1e14)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Span(double ms) =>
        ms switch
        {
            < 120_000 => FormattableString.Invariant($"{ms / 1000:0.0} s"),
            < 7_200_000 => FormattableString.Invariant($"{ms / 60_000:0} min"),
            < 172_800_000 => FormattableString.Invariant($"{ms / 3_600_000:0.0} h"),
            _ => FormattableString.Invariant($"{ms / 86_400_000:0} days"),
        };
}
