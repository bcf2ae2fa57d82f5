using StreamLift.Files;
using StreamLift.Host.Motion;
using StreamLift.Host.Record.Reading;
using StreamLift.Poses;

namespace StreamLift.Host.Record.Writing;

/// <summary>Writes the instants of each rig or stream into files. One thread.</summary>
/// <param name="place">Where.</param>
/// <param name="options">What is recorded.</param>
/// <param name="up">Finds the axis that points up.</param>
/// <param name="note">Receives a line for the user.</param>
/// <param name="clock">The clock.</param>
internal sealed class FileOutput(OutPlace place, RecordOptions options, UpAxis up, Action<string> note, TimeProvider clock) : IInstantOutput
{
    private const int MostNamed = 20;

    private readonly Dictionary<(MotionSpace Space, string Source), SourceRecording> _recordings = [];
    private readonly Dictionary<(MotionSpace Space, string Source), long> _leftOut = []; // a single file has room for one only
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly InstantCopies _copies = new();
    private long _measured = clock.GetTimestamp();

    /// <inheritdoc/>
    public bool CanTake => true;

    /// <inheritdoc/>
    public long Bytes { get; private set; }

    /// <summary>Where each person gets a file of a name that the user did not give, such a name; else null.</summary>
    public string? FileOfPerson => place.FileOfPerson;

    /// <summary>Whether there were rigs or streams for which the single file had no room.</summary>
    public bool HasLeftOut => _leftOut.Count > 0;

    /// <inheritdoc/>
    public bool Takes(MotionInstant instant)
    {
        var key = (instant.Space, instant.Source);
        if (place.IsFolder || _recordings.ContainsKey(key) || !_recordings.Values.Any(one => one.First.Count == 0))
            return true;
        if (instant.PersonCount > 0)
            LeaveOut(key);
        return false;
    }

    /// <inheritdoc/>
    public void Add(MotionInstant instant, bool isLive)
    {
        var key = (instant.Space, instant.Source);
        if (!_recordings.TryGetValue(key, out var recording))
            _recordings.Add(key, recording = new SourceRecording(instant.Space, instant.Source, Open, clock));
        recording.Add(instant, _copies);
        if (recording.IsDue)
            OpenDue(recording);
    }

    /// <inheritdoc/>
    public void Tick()
    {
        foreach (var recording in _recordings.Values)
        {
            if (recording.IsDue)
                OpenDue(recording);
            recording.Tick();
        }

        if (clock.GetElapsedTime(_measured) < TimeSpan.FromSeconds(1))
            return;
        _measured = clock.GetTimestamp();
        Measure();
    }

    /// <inheritdoc/>
    public void Finish(bool isStopped)
    {
        var problems = new List<string>();
        foreach (var recording in _recordings.Values)
            try
            {
                if (recording.First.Count > 0)
                    OpenDue(recording);
                recording.Finish();
            }
            catch (ConfigurationException e)
            {
                problems.AddRange(e.Problems); // the others are completed all the same
            }
        Measure();
        if (problems.Count > 0)
            throw new ConfigurationException([.. problems.Distinct()]);
    }

    /// <inheritdoc/>
    public IEnumerable<string> Results()
    {
        var files = _recordings.Values.SelectMany(recording => recording.Files).ToList();
        foreach (var file in files.Take(MostNamed))
            yield return $"{file}, {(new FileInfo(file.Path) is { Exists: true } there ? RecordProgress.Size(there.Length) : "no file")}";
        if (files.Count > MostNamed)
            yield return $"and {Counted.Of(files.Count - MostNamed, "more file")}";
    }

    /// <inheritdoc/>
    public IEnumerable<string> Notes() =>
        _recordings
            .Values.SelectMany(recording => recording.Notes)
            .Concat(
                _leftOut.Select(one => $"{Title(one.Key.Space, one.Key.Source)}: {Counted.Of(one.Value, "instant")} not recorded: {place.Path} holds another")
            )
            .Select(MotionNote.Line);

    public void Dispose()
    {
        foreach (var recording in _recordings.Values)
            recording.Dispose();
    }

    private static string Title(MotionSpace space, string source) => $"{(space == MotionSpace.World ? "rig" : "stream")} {OneLine.Of(source)}";

    private void LeaveOut((MotionSpace Space, string Source) key)
    {
        var before = _leftOut.GetValueOrDefault(key);
        _leftOut[key] = before + 1;
        if (before == 0)
            note($"warning: {Title(key.Space, key.Source)} is not recorded: {place.Path} holds another; name a folder as --out to record all");
    }

    private void OpenDue(SourceRecording recording)
    {
        if (!place.IsFolder && _recordings.Count > 1)
        {
            var names = string.Join(", ", _recordings.Keys.Select(key => Title(key.Space, key.Source)).Order(StringComparer.Ordinal).Take(MostNamed));
            throw new ConfigurationException(
                $"--out {place.Path}: a file holds one recording, but the topic has {names}; choose one "
                    + $"({(recording.Space == MotionSpace.World ? "--rig-name" : "--stream")} NAME), or name a folder as --out"
            );
        }

        recording.Open();
    }

    private IMotionWriter Open(SourceRecording recording) =>
        MotionFiles.Create(
            place.For(recording.Space, recording.Source, _names),
            place.Format,
            new RecordingInfo
            {
                Rate = options.Rate,
                Up = recording.Space == MotionSpace.World ? up.Of(recording.Source, recording.First) : default,
                Overwrite = options.Overwrite,
            }
        );

    private void Measure() =>
        Bytes = _recordings.Values.SelectMany(recording => recording.Files).Sum(file => new FileInfo(file.Path) is { Exists: true } there ? there.Length : 0);
}
