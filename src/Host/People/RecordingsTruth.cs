using StreamLift.Datasets;
using StreamLift.Datasets.Scenes;
using StreamLift.Host.Motion;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.Scoring.People;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.People;

/// <summary>
/// Recorded takes: the rig of a take is SUBJECT/ACTION, and a place is the number of a frame. Frames say which one they are, so any times will do.
/// </summary>
internal sealed class RecordingsTruth : IPeopleTruth
{
    private const double UsualRate = 50; // frames/s, where neither the data nor the records say it
    private const int MostNamed = 8;

    private readonly Dictionary<string, Take> _takes;

    /// <param name="recordings">The recordings; of each take's sequences, the first.</param>
    /// <param name="rig">The only rig to score; null: all takes.</param>
    /// <exception cref="ConfigurationException">No take is that rig.</exception>
    public RecordingsTruth(MotionStreams recordings, string? rig)
    {
        _takes = recordings
            .Sequences.GroupBy(sequence => $"{sequence.Subject}/{sequence.Action}")
            .ToDictionary(take => take.Key, take => new Take(take.First(), recordings.FramesOf(take.First())), StringComparer.Ordinal);
        if (rig is null)
            return;
        _takes = _takes.TryGetValue(rig, out var only)
            ? new(StringComparer.Ordinal) { [rig] = only }
            : throw new ConfigurationException($"--rig-name {rig}: the truth has no such take; it has {Some(_takes.Keys)}");
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Rigs => _takes.Keys;

    /// <inheritdoc/>
    public double? Place(PeopleFrame frame)
    {
        if (!_takes.TryGetValue(frame.RigName, out var take) || frame.CameraCount == 0)
            return null;
        var places = new double[frame.CameraCount];
        for (var camera = 0; camera < places.Length; camera++)
            places[camera] = take.PlaceOf(frame.CameraFrame(camera), frame.CameraTimestampMs(camera), frame.TimestampMs);
        Array.Sort(places);
        return (places[(places.Length - 1) / 2] + places[places.Length / 2]) / 2;
    }

    /// <inheritdoc/>
    public (double First, double Last) Range(string rig) => (0, _takes[rig].Frames - 1);

    /// <inheritdoc/>
    public IReadOnlyList<TruePerson>? At(string rig, double place)
    {
        var (sequence, frames) = (_takes[rig].Sequence, _takes[rig].Frames);
        if (place < -0.5 || place > frames - 0.5)
            return null;
        place = Math.Clamp(place, 0, frames - 1);
        var from = Math.Min((int)place, Math.Max(0, sequence.Frames - 2));
        var (before, to, after) = (Math.Max(0, from - 1), Math.Min(from + 1, sequence.Frames - 1), Math.Min(from + 2, sequence.Frames - 1));
        var joints = new float[Skeletons.PoseWidth];
        CubicMotion.Interpolate(
            (before, from, to, after),
            sequence.World(before),
            sequence.World(from),
            sequence.World(to),
            sequence.World(after),
            place,
            joints
        );
        return [new TruePerson(0, joints)];
    }

    /// <inheritdoc/>
    public double Second(string rig) => _takes[rig].Rate ?? UsualRate;

    /// <inheritdoc/>
    public string Elsewhere(string rig, double first, double last) =>
        FormattableString.Invariant(
            $"the records of rig {rig} are of frames {first:0} to {last:0}, and the recording has {_takes[rig].Frames}; is it the same recording?"
        );

    private static string Some(IEnumerable<string> takes)
    {
        List<string> names = [.. takes.Order(StringComparer.Ordinal)];
        return OneLine.Of(string.Join(", ", names.Take(MostNamed)), 400) + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");
    }

    private sealed class Take(Sequence sequence, int frames)
    {
        private (long Frame, double Ms)? _first;

        public Sequence Sequence => sequence;

        /// <summary>The number of selected frames.</summary>
        public int Frames => frames;

        /// <summary>Frames per second: the recording's own, else that of the records so far.</summary>
        public double? Rate { get; private set; } = sequence.Rate;

        /// <summary>The place of an instant by one camera's frame.</summary>
        public double PlaceOf(long frame, double frameMs, double instantMs)
        {
            var first = _first ??= (frame, frameMs);
            if (frame > first.Frame + 10 && frameMs > first.Ms)
                Rate = 1000 * (frame - first.Frame) / (frameMs - first.Ms);
            // By the stamps, which may be those of sending: a recording's own rate would not fit them.
            return Rate is { } rate ? frame + (rate * (instantMs - frameMs) / 1000) : frame;
        }
    }
}
