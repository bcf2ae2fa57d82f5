namespace StreamLift.Files.Input;

/// <summary>Instants of frames at a fixed rate.</summary>
internal static class FrameInstants
{
    /// <summary>The instants of one person.</summary>
    /// <param name="source">The recording's name.</param>
    /// <param name="id">The person's id.</param>
    /// <param name="first">The number of the first frame, from 0.</param>
    /// <param name="frames">The number of frames.</param>
    /// <param name="rate">Frames per second.</param>
    /// <param name="fill">Fills the person in of a frame; false: the person is not there.</param>
    public static IEnumerable<MotionInstant> Of(string source, long id, long first, int frames, double rate, Func<int, MotionPerson, bool> fill)
    {
        var instant = new MotionInstant();
        for (var frame = 0; frame < frames; frame++)
        {
            instant.Begin(source, MotionSpace.World, first + frame, 1000 * (first + frame) / rate);
            if (!fill(frame, instant.Add(id)))
                instant.Begin(source, MotionSpace.World, first + frame, 1000 * (first + frame) / rate);
            yield return instant;
        }
    }

    /// <summary>Whether anything of a person is known.</summary>
    public static bool IsThere(MotionPerson person) => Array.Exists(person.Joints, float.IsFinite);
}
