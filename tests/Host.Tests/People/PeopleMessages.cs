using System.Text;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Tests.People;

/// <summary>People frames, as the second stage writes them.</summary>
internal static class PeopleMessages
{
    /// <summary>The message of an instant.</summary>
    /// <param name="rig">The rig.</param>
    /// <param name="sequence">The number of the instant, and of its cameras' frames.</param>
    /// <param name="ms">The instant.</param>
    /// <param name="people">The track and the joints of each person.</param>
    public static byte[] Of(string rig, long sequence, double ms, params IReadOnlyList<(long Id, float[] Joints)> people)
    {
        var writer = new PeopleWriter();
        writer.Begin(WireEncoding.Json, Encoding.UTF8.GetBytes(rig), sequence, ms);
        foreach (var camera in (string[])["54138969", "55011271"])
            writer.Camera(Encoding.UTF8.GetBytes($"{rig}/{camera}"), sequence, ms);
        foreach (var (id, joints) in people)
            writer.Person(
                new WorldPerson
                {
                    Id = id,
                    Joints = joints,
                    Sigma = Enumerable.Repeat(10f, 17).ToArray(),
                    Source = "ttttttttttttttttt"u8,
                    Views = [0, 1],
                    Reprojection = 2.5f,
                }
            );
        return writer.End().ToArray();
    }

    /// <summary>The frame that a message holds.</summary>
    public static PeopleFrame Read(byte[] message)
    {
        var frame = new PeopleFrame();
        Assert.True(new PeopleDecoder().TryDecode(WireEncoding.Json, message, frame, out var error), error.Detail);
        return frame;
    }

    /// <summary>A person of 1.7 m in a few boxes, whose hip is at (x, y).</summary>
    public static float[] Joints(float x, float y)
    {
        var joints = new float[51];
        for (var joint = 0; joint < 17; joint++)
            (joints[3 * joint], joints[(3 * joint) + 1], joints[(3 * joint) + 2]) = (x + (20 * joint), y - (15 * joint), 100 * joint);
        return joints;
    }
}
