using System.Globalization;
using System.Numerics;
using System.Text;
using StreamLift.Files.Grid;
using StreamLift.Files.Output;
using StreamLift.Files.Rotations;

namespace StreamLift.Files.Bodies;

/// <summary>
/// The BVH file of a person: Mixamo's names, centimetres, y up, a T-pose without rotations. The format has no gaps: a person who is away for less than a minute
/// stays as he was. The first frame is the person's first.
/// </summary>
internal static class BvhWriter
{
    /// <summary>A recording of BVH files, one a person.</summary>
    public static IMotionWriter Create(string path, RecordingInfo info) => new TrackRecording(path, info, rewrites: true, file =>
        {
            SnapshotFile.RequireWritable(file.Path, file.Overwrite);
            return new BodyTrack(file, Write);
        });

    private static void Write(BodyTrack track)
    {
        var motion = track.Solve();
        SnapshotFile.Write(track.Info.Path, stream =>
        {
            using var text = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" };
            text.Write("HIERARCHY\n");
            WriteBone(text, motion.Body, BodyBones.Hips, "");
            var frames = track.Frames.Count == 0 ? 0 : track.Frames[^1].Number - track.Frames[0].Number + 1;
            text.Write(string.Create(CultureInfo.InvariantCulture, $"MOTION\nFrames: {frames}\nFrame Time: {track.Info.Clock.PeriodMs / 1000:0.00000000}\n"));
            WriteFrames(text, track, motion);
        });
    }

    private static void WriteBone(StreamWriter text, BodyProportions body, int bone, string indent)
    {
        var isRoot = bone == BodyBones.Hips;
        text.Write($"{indent}{(isRoot ? "ROOT" : "JOINT")} {BodyBones.Names[bone]}\n{indent}{{\n");
        WriteOffset(text, body.Offsets[bone], indent);
        text.Write($"{indent}\tCHANNELS {(isRoot ? "6 Xposition Yposition Zposition" : "3")} Zrotation Yrotation Xrotation\n");
        for (var child = bone + 1; child < BodyBones.Count; child++)
            if (BodyBones.Parents[child] == bone)
                WriteBone(text, body, child, indent + "\t");
        if (BodyBones.Ends.Contains(bone))
        {
            text.Write($"{indent}\tEnd Site\n{indent}\t{{\n");
            WriteOffset(text, body.EndOf(bone), indent + "\t");
            text.Write($"{indent}\t}}\n");
        }
        text.Write($"{indent}}}\n");
    }

    private static void WriteOffset(StreamWriter text, Vector3 offset, string indent) =>
        text.Write(string.Create(CultureInfo.InvariantCulture, $"{indent}\tOFFSET {offset.X / 10:0.00000} {offset.Y / 10:0.00000} {offset.Z / 10:0.00000}\n"));

    private static void WriteFrames(StreamWriter text, BodyTrack track, BodyMotion motion)
    {
        var (order, row) = (Order(), new StringBuilder());
        var angles = new (double Z, double Y, double X)[BodyBones.Count];
        for (var frame = 0; frame < track.Frames.Count; frame++)
        {
            // frames of a gap repeat the last one
            if (frame > 0)
                for (var away = track.Frames[frame].Number - track.Frames[frame - 1].Number; away > 1; away--)
                    text.Write(row);
            row.Clear();
            var root = motion.Roots[frame];
            row.Append(CultureInfo.InvariantCulture, $"{root.X / 10:0.00000} {root.Y / 10:0.00000} {root.Z / 10:0.00000}");
            var local = motion.Of(frame);
            foreach (var bone in order)
            {
                angles[bone] = EulerAngles.Of(local[bone], angles[bone]);
                row.Append(CultureInfo.InvariantCulture, $" {angles[bone].Z:0.00000} {angles[bone].Y:0.00000} {angles[bone].X:0.00000}");
            }
            row.Append('\n');
            text.Write(row);
        }
    }

    // the order of the hierarchy: a bone, then its children, one after the other
    private static List<int> Order()
    {
        var order = new List<int>();
        void Visit(int bone)
        {
            order.Add(bone);
            for (var child = bone + 1; child < BodyBones.Count; child++)
                if (BodyBones.Parents[child] == bone)
                    Visit(child);
        }
        Visit(BodyBones.Hips);
        return order;
    }
}
