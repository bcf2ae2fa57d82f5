using StreamLift.Wire.Messages;

namespace StreamLift.Detectors.Tests;

/// <summary>What is the same for every format and shape.</summary>
public class EveryFormatTests
{
    public static TheoryData<string> Names => [.. DetectorBodies.All.Select(body => body.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void People_have_the_joints_that_were_written(string name)
    {
        var (_, format, body) = DetectorBodies.All.Single(body => body.Name == name);
        var frames = Given.Good(format, body, Given.Defaults);
        var people = 0;
        for (var i = 0; i < frames.Count; i++)
        for (var person = 0; person < frames[i].PersonCount; person++)
            Same(DetectorBodies.Triples(frames[i].Layout.Count, people++), frames[i], person, format);
        Assert.Equal(
            name == "OpenPose without people" ? 0
                : format == DetectorFormat.DeepStream ? 1
                : 2,
            people
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Body_that_ends_early_is_refused(string name)
    {
        var (_, _, body) = DetectorBodies.All.Single(body => body.Name == name);
        for (var length = 0; length < body.Length; length += 1 + (length / 50))
            Assert.True(Given.Decode(body.AsSpan(0, length), Given.Defaults).Error.IsError || name.Contains("Protobuf", StringComparison.Ordinal), $"{length}");
    }

    private static void Same(float[] expected, KeypointFrame frame, int person, DetectorFormat format)
    {
        if (format == DetectorFormat.DeepStream) // whole numbers, and a confidence of 0 that is none
            expected = [.. expected.Select((number, i) => i % 3 == 2 ? 1 : MathF.Floor(number))];
        Assert.Equal(expected, frame.Keypoints(person).ToArray());
    }
}
