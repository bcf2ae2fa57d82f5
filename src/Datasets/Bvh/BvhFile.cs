using System.Numerics;
using System.Text;

namespace StreamLift.Datasets.Bvh;

/// <summary>A Biovision motion capture file: a hierarchy of joints, and the channels of each frame.</summary>
/// <param name="Joints">The joints, parents before children.</param>
/// <param name="Frames">The number of frames.</param>
/// <param name="Motion">The channels of all joints, frame by frame.</param>
/// <param name="Note">What is odd about the file although it was read. Null: nothing.</param>
internal sealed record BvhFile(IReadOnlyList<BvhJoint> Joints, int Frames, float[] Motion, string? Note)
{
    /// <summary>Frames per second; null: the file's frame time can't be one.</summary>
    public double? Rate { get; private init; }

    private const long Largest = 1L << 30;
    private const int MostJoints = 2000; // skeletons with fingers, face and hair have about 300

    /// <exception cref="InvalidDataException">Another format. The message has the line.</exception>
    public static BvhFile Read(string path)
    {
        if (new FileInfo(path) is { Length: > Largest } large)
            throw new InvalidDataException($"the file has {large.Length:N0} bytes, which is too large");
        var text = new BvhTokenizer(File.ReadAllBytes(path));
        text.Expect("HIERARCHY");
        var joints = Hierarchy(text);
        text.Expect("Frames:");
        var channels = joints.Sum(joint => joint.Channels.Length);
        // A number and the space after it take at least two bytes, which limits the number of frames.
        var frames = text.Count("frames", channels == 0 ? 0 : text.Left / (2 * channels) + 1);
        text.Expect("Frame");
        text.Expect("Time:");
        var seconds = text.Number();
        return ReadFrames(text, joints, channels, frames) with { Rate = seconds is > 1e-5f and < 1e3f ? Math.Round(1 / (double)seconds, 2) : null };
    }

    // Some tools announce one frame more or less than they write: it was the index of the last, or the rest pose is not counted.
    private static BvhFile ReadFrames(BvhTokenizer text, List<BvhJoint> joints, int channels, int announced)
    {
        var motion = new float[(announced + 1) * channels];
        var count = 0;
        while (count < (announced - 1) * channels && text.HasMore)
            for (var end = count + channels; count < end; count++)
                motion[count] = text.Number();
        for (; count < motion.Length && text.HasMore; count++)
            motion[count] = text.Number();
        var frames = channels == 0 ? 0 : count / channels;
        if (text.HasMore)
            throw text.Error($"there is data after {announced:N0} frames of {channels} numbers");
        if (channels > 0 && (count % channels != 0 || frames < announced - 1))
            throw text.Error($"the file ends after {count:N0} numbers; {announced:N0} frames of {channels} numbers are announced");
        var note = frames == announced ? null : $"{announced:N0} frames are announced and {frames:N0} are there; all of these were read";
        return new BvhFile(joints, frames, motion.Length == count ? motion : motion[..count], note);
    }

    private static List<BvhJoint> Hierarchy(BvhTokenizer text)
    {
        var (joints, open) = (new List<BvhJoint>(), new Stack<int>());
        while (true)
        {
            var word = Encoding.ASCII.GetString(text.Word()).ToUpperInvariant();
            if (word == "}" && open.Count > 0)
                open.Pop();
            else if (word == "MOTION" && open.Count == 0 && joints.Count > 0)
                return joints;
            else if ((word == "ROOT" && open.Count == 0) || (word is "JOINT" or "END" && open.Count > 0))
            {
                if (joints.Count == MostJoints)
                    throw text.Error($"there are more than {MostJoints} joints");
                joints.Add(Joint(text, word, open.Count > 0 ? open.Peek() : -1, joints));
                open.Push(joints.Count - 1);
            }
            else
                throw text.Error($"found {BvhTokenizer.Quoted(Encoding.ASCII.GetBytes(word))}; expected is a joint, a brace or MOTION");
        }
    }

    private static BvhJoint Joint(BvhTokenizer text, string kind, int parent, List<BvhJoint> joints)
    {
        var name = text.Rest();
        if (kind == "END")
            name = joints[parent].Name + "End";
        text.Expect("{");
        text.Expect("OFFSET");
        var offset = new Vector3(text.Number(), text.Number(), text.Number());
        return new BvhJoint(name, parent, offset, kind == "END" ? "" : Channels(text));
    }

    private static string Channels(BvhTokenizer text)
    {
        text.Expect("CHANNELS");
        var channels = new StringBuilder();
        for (var left = text.Count("channels", 6); left > 0; left--)
        {
            var word = Encoding.ASCII.GetString(text.Word());
            channels.Append(
                word.ToUpperInvariant() switch
                {
                    "XPOSITION" => 'X',
                    "YPOSITION" => 'Y',
                    "ZPOSITION" => 'Z',
                    "XROTATION" => 'x',
                    "YROTATION" => 'y',
                    "ZROTATION" => 'z',
                    _ => throw text.Error($"found {BvhTokenizer.Quoted(Encoding.UTF8.GetBytes(word))}; expected is a channel"),
                }
            );
        }
        return channels.ToString();
    }
}
