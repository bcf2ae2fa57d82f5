using System.Text;
using FsCheck;
using FsCheck.Fluent;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests;

/// <summary>A frame of any content, written down so that two can be compared.</summary>
internal sealed record FrameContent(
    string Stream,
    long Number,
    long TimestampMs,
    string Layout,
    int Width,
    int Height,
    IReadOnlyList<FrameContent.Person> People
)
{
    internal sealed record Person(long Id, float Score, float[] Keypoints);

    public static Arbitrary<FrameContent> Arbitrary(Gen<float> pixels, Gen<float> scores) =>
        Arb.From(
            from stream in Texts
            from number in Longs.Select(any => any & long.MaxValue)
            from timestamp in Longs
            from layout in Gen.Elements<Skeleton>(Skeletons.All)
            from size in Gen.OneOf(Gen.Constant((0, 0)), Gen.Choose(1, 9000).Select(width => (width, 1 + (width / 2))))
            from people in PersonOf(layout.Count, pixels, scores).ListOf().Resize(4)
            select new FrameContent(stream, number, timestamp, layout.Name, size.Item1, size.Item2, [.. people])
        );

    /// <summary>Texts with everything that needs escaping, and characters of one to four bytes.</summary>
    public static Gen<string> Texts { get; } =
        Gen.Elements("a", "/", "\"", "\\", "\0", "\n", "\u001f", "\u007f", "é", "漢", "😀", "\u2028").NonEmptyListOf().Select(string.Concat);

    /// <summary>Integers of every length.</summary>
    public static Gen<long> Longs { get; } =
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        from shift in Gen.Choose(0, 63)
        select (((long)high << 32) ^ low) >> shift;

    public static FrameContent Of(KeypointFrame frame) =>
        new(
            Encoding.UTF8.GetString(frame.Stream),
            frame.FrameNumber,
            frame.TimestampMs,
            frame.Layout.Name,
            frame.Width,
            frame.Height,
            [.. Enumerable.Range(0, frame.PersonCount).Select(i => new Person(frame.Id(i), frame.Score(i), frame.Keypoints(i).ToArray()))]
        );

    public static IReadOnlyList<FrameContent> Of(KeypointFrames frames) => [.. Enumerable.Range(0, frames.Count).Select(i => Of(frames[i]))];

    public KeypointFrame Build() => Build(new KeypointFrame());

    public KeypointFrame Build(KeypointFrame frame)
    {
        Assert.True(SkeletonCatalogue.BuiltIn.TryGet(Layout, out var layout));
        frame.Begin(Encoding.UTF8.GetBytes(Stream), Number, TimestampMs, layout, Width, Height);
        foreach (var person in People)
            person.Keypoints.CopyTo(frame.AddPerson(person.Id, person.Score));
        return frame;
    }

    public bool Equals(FrameContent? other) => other != null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode();

    public override string ToString() =>
        $"{Stream} {Number} {TimestampMs} {Layout} {Width}x{Height} "
        + string.Join(" | ", People.Select(person => $"{person.Id} {person.Score}: {string.Join(' ', person.Keypoints)}"));

    private static Gen<Person> PersonOf(int joints, Gen<float> pixels, Gen<float> scores) =>
        from id in Longs
        from score in Gen.OneOf(Gen.Constant(float.NaN), Gen.Choose(0, 1000).Select(i => i / 1000f))
        from keypoints in Joint(pixels, scores).ListOf(joints)
        select new Person(id, score, [.. keypoints.SelectMany(joint => joint)]);

    private static Gen<float[]> Joint(Gen<float> pixels, Gen<float> scores) =>
        Gen.Frequency((1, Gen.Constant(new float[3])), (5, from x in pixels from y in pixels from score in scores select new[] { x, y, score }));
}
