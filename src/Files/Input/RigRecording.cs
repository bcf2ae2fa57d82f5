using StreamLift.Datasets.Rigs;
using StreamLift.Poses.Layouts;
using StreamLift.Rigs;

namespace StreamLift.Files.Input;

/// <summary>Motion files of other tools, whose joints were found by name or shape, as recordings.</summary>
internal static class RigRecording
{
    /// <summary>The recording.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format's name.</param>
    /// <param name="reading">What was read of it.</param>
    /// <param name="rate">Frames per second.</param>
    public static MotionRecording Of(string path, string format, RigReading reading, double rate)
    {
        var (recording, id) = PersonName.Of(path);
        return new MotionRecording(recording, format, WorldUp.Z, rate, Of(recording, id, reading.World, rate))
        {
            Notes = [$"read as {reading.Settings}", .. reading.Notes],
        };
    }

    /// <summary>The instants of one person.</summary>
    /// <param name="source">The recording's name.</param>
    /// <param name="id">The person's id.</param>
    /// <param name="world">51 numbers a frame, mm, z up.</param>
    /// <param name="rate">Frames per second.</param>
    public static IEnumerable<MotionInstant> Of(string source, long id, float[] world, double rate) =>
        FrameInstants.Of(source, id, 0, world.Length / Skeletons.PoseWidth, rate, (frame, person) =>
        {
            world.AsSpan(frame * Skeletons.PoseWidth, Skeletons.PoseWidth).CopyTo(person.Joints);
            return true;
        });
}
