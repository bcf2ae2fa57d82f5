using StreamLift.Datasets;
using StreamLift.Datasets.Scenes;
using StreamLift.Host.Motion;
using StreamLift.Host.Produce;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Host.Scenes;

/// <summary>Makes the scene that the options of <c>produce</c> describe.</summary>
internal static class SceneSource
{
    private const int UsualCameras = 4;
    private const double UsualRate = 30;

    /// <summary>Makes the scene.</summary>
    /// <param name="options">The options, with <see cref="ProduceOptions.Scene"/>.</param>
    /// <param name="settings">The scene's own options.</param>
    /// <param name="note">Receives each line that a user should know.</param>
    /// <exception cref="ConfigurationException">Options that don't go together, or data that can't be read.</exception>
    public static SceneMotion Open(ProduceOptions options, SceneSettings settings, Action<string> note)
    {
        var motion = options.Motion;
        Refuse(options, settings);
        MotionStreams.Check(motion);
        settings.Check(motion.Cameras);
        var made = motion.Source == MotionOptions.Synthetic ? Synthetic(options, settings) : Recorded(options, settings, note);
        var scene = new SceneMotion(made);
        foreach (var line in scene.Clocks())
            note(line);
        return scene;
    }

    private static void Refuse(ProduceOptions options, SceneSettings settings)
    {
        var (motion, given) = (options.Motion, string.Join(", ", settings.Given));
        if (options.Endless)
            throw new ConfigurationException($"{given}: not with --endless; --seconds N sets the length");
        if (options.GivenOfDetections.Count > 0)
            throw new ConfigurationException($"{string.Join(", ", options.GivenOfDetections)}: only for detectors' files, not with {given}");
        if (motion.Source == MotionOptions.Synthetic)
        {
            if (options.RecordedRate is { } fps)
                throw new ConfigurationException(FormattableString.Invariant($"--fps {fps}: only for recorded people; --rate HZ sets the cameras' rate"));
            return;
        }
        if (settings.People is null)
            throw new ConfigurationException($"{given}: only with --source {MotionOptions.Synthetic}, or with --people N for recorded people in one room");
        if (motion.Detections != "gt")
            throw new ConfigurationException(
                $"--detections {motion.Detections}: not with --people: people who are moved are projected again; --noise PX adds noise"
            );
    }

    private static PeopleScene Synthetic(ProduceOptions options, SceneSettings settings) =>
        PeopleScene.Walking(
            settings.People ?? 1,
            options.Motion.Cameras ?? UsualCameras,
            Scene(options, settings, options.Rate ?? UsualRate, settings.Seconds ?? new SceneOptions().Seconds)
        );

    private static PeopleScene Recorded(ProduceOptions options, SceneSettings settings, Action<string> note)
    {
        var motion = options.Motion;
        var file = motion.CamerasFile is { } path ? PlacedCameras.Read(path) : null;
        // Cameras on the walls of a room are made later: here any camera will do.
        var given = motion.Cameras is null ? file?.Cameras : [Human36mCameras.Find("S9", Human36mCameras.Serials[0])!];
        var data = Dataset.Open(
            new DatasetOptions
            {
                Path = motion.Source,
                Subjects = motion.Subjects,
                Cameras = given,
                Rig = motion.Rig,
            }
        );
        foreach (var line in (IEnumerable<string>)[.. file?.Notes ?? [], .. data.Notes])
            note(line);
        var takes = TakeChoice.Of(data.Sequences, settings.People!.Value, motion.Seed, motion.Source);
        if (options.RecordedRate is null && takes.FirstOrDefault(take => take.Rate is null) is { } unknown)
            throw new ConfigurationException(
                $"--people: {unknown.Subject}/{unknown.Action} does not say how many frames a second were recorded; add --fps HZ, such as 50 for Human3.6M"
            );
        note($"the people are {string.Join(", ", takes.Select(take => $"{take.Subject}/{take.Action}"))}");
        var cameras = motion.Cameras is null
            ? data.Sequences.Where(sequence => (sequence.Subject, sequence.Action) == (takes[0].Subject, takes[0].Action)).Select(sequence => sequence.Camera)
            : null;
        var rate = options.Rate ?? options.RecordedRate ?? takes.Max(take => take.Rate!.Value);
        return PeopleScene.Recorded(
            takes,
            options.RecordedRate,
            cameras?.ToList(),
            motion.Cameras ?? 0,
            Scene(options, settings, rate, settings.Seconds ?? SceneOptions.MostSeconds)
        );
    }

    private static SceneOptions Scene(ProduceOptions options, SceneSettings settings, double rate, double seconds) =>
        new()
        {
            Seconds = options.Motion.Frames is { } frames ? Math.Min(seconds, frames / rate) : seconds,
            Rate = rate,
            NoisePixels = settings.NoisePixels,
            Missed = settings.Missed,
            Ghosts = settings.Ghosts,
            IsFreeRunning = settings.IsFreeRunning,
            Seed = options.Motion.Seed,
        };
}
