using StreamLift.Poses.Layouts;

namespace StreamLift.Tests.DetectorFiles;

/// <summary>What a detector saw of one camera, for a test to write in the detector's format.</summary>
/// <param name="Layout">The layout of the keypoints.</param>
/// <param name="Width">Width of the image, px.</param>
/// <param name="Height">Height of the image, px.</param>
/// <param name="Frames">By rising number.</param>
internal sealed record WrittenTake(Skeleton Layout, int Width, int Height, IReadOnlyList<WrittenFrame> Frames)
{
    /// <summary>One or two people who move a little, of whom the second is gone in every third frame, and nobody in frame 4; frame 6 is missing.</summary>
    public static WrittenTake Of(Skeleton layout, int frames, int people = 2, bool withGap = true)
    {
        var random = new Random(5);
        return new WrittenTake(
            layout,
            1280,
            960,
            [
                .. Enumerable
                    .Range(0, frames)
                    .Where(number => !withGap || number != 6)
                    .Select(number => new WrittenFrame(
                        number,
                        [
                            .. Enumerable
                                .Range(0, number == 4 ? 0 : people)
                                .Where(person => person == 0 || number % 3 != 0)
                                .Select(person => new WrittenPerson(5 + 2 * person, 0.5f + 0.25f * person, Keypoints(layout, person, number, random))),
                        ]
                    )),
            ]
        );
    }

    private static float[] Keypoints(Skeleton layout, int person, int number, Random random)
    {
        var keypoints = new float[3 * layout.Count];
        for (var joint = 0; joint < layout.Count; joint++)
            if (joint != 3) // never seen
                (keypoints[3 * joint], keypoints[3 * joint + 1], keypoints[3 * joint + 2]) = (
                    400 + 300 * person + number + 40 * random.NextSingle(),
                    200 + 20 * joint + 10 * random.NextSingle(),
                    0.3f + 0.7f * random.NextSingle()
                );
        return keypoints;
    }
}

/// <summary>A frame of a take.</summary>
internal sealed record WrittenFrame(long Number, IReadOnlyList<WrittenPerson> People);

/// <summary>A person of a frame: x, y, score of each joint; 0, 0, 0 where it was not seen.</summary>
internal sealed record WrittenPerson(long Id, float Score, float[] Keypoints)
{
    public IEnumerable<(float X, float Y, float Score)> Joints => Keypoints.Chunk(3).Select(joint => (joint[0], joint[1], joint[2]));
}
