using StreamLift.Datasets.Synthetic;

namespace StreamLift.Files.Tests;

/// <summary>Instants of people who walk, wave and squat in a world with z up, with bones of fixed lengths.</summary>
internal static class MadePeople
{
    public const double StartMs = 1_760_000_000_000;

    /// <summary>One instant after another. The same object is used again, as a reader of a topic does.</summary>
    /// <param name="people">How many people; person n is 1.5 m beside the one before.</param>
    /// <param name="frames">How many instants.</param>
    /// <param name="rate">Frames per second.</param>
    /// <param name="isThere">Whether a person is there in a frame; null: all are always.</param>
    public static IEnumerable<MotionInstant> Instants(int people, int frames, double rate, Func<int, int, bool>? isThere = null)
    {
        var instant = new MotionInstant();
        for (var frame = 0; frame < frames; frame++)
        {
            instant.Begin("hall", MotionSpace.World, frame, StartMs + (1000 * frame / rate));
            for (var person = 0; person < people; person++)
                if (isThere?.Invoke(person, frame) ?? true)
                    Pose(person, frame / rate).CopyTo(instant.Add(person).Joints, 0);
            yield return instant;
        }
    }

    /// <summary>The 51 numbers of a person at a time in seconds, mm, z up.</summary>
    public static float[] Pose(int person, double seconds)
    {
        var world = new float[51];
        new SyntheticPerformer(person + 1).World(seconds, world);
        for (var i = 0; i < world.Length; i += 3)
            world[i] += 1500 * person;
        return world;
    }

    /// <summary>Writes all instants of people into a file.</summary>
    public static IReadOnlyList<WrittenFile> Write(string path, IEnumerable<MotionInstant> instants, RecordingInfo? info = null)
    {
        using var writer = MotionFiles.Create(path, MotionFiles.FormatOf(path, null), info ?? new RecordingInfo());
        foreach (var instant in instants)
            writer.Add(instant);
        writer.Finish();
        return writer.Files;
    }
}
