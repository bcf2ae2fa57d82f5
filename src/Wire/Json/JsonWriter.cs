using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Writes frames as JSON: whole keypoint frames, and pose frames part by part.</summary>
internal static class JsonWriter
{
    public static void WriteFrame(WireBuffer to, KeypointFrame frame, ReadOnlySpan<byte> layout)
    {
        to.Append("{\"stream\":"u8);
        to.AppendText(frame.Stream);
        to.Append(",\"frame\":"u8);
        to.AppendInteger(frame.FrameNumber);
        to.Append(",\"timestampMs\":"u8);
        to.AppendInteger(frame.TimestampMs);
        to.Append(",\"layout\":"u8);
        to.AppendText(layout);
        if (frame.Width > 0)
        {
            to.Append(",\"image\":["u8);
            to.AppendInteger(frame.Width);
            to.Append((byte)',');
            to.AppendInteger(frame.Height);
            to.Append((byte)']');
        }
        to.Append(",\"people\":["u8);
        for (var person = 0; person < frame.PersonCount; person++)
            WriteKeypointPerson(to, frame, person);
        to.Append("]}"u8);
    }

    public static void BeginPoses(WireBuffer to, ReadOnlySpan<byte> stream, long frame, long timestampMs, ReadOnlySpan<byte> model)
    {
        to.Append("{\"stream\":"u8);
        to.AppendText(stream);
        to.Append(",\"frame\":"u8);
        to.AppendInteger(frame);
        to.Append(",\"timestampMs\":"u8);
        to.AppendInteger(timestampMs);
        to.Append(",\"layout\":\"h36m17\",\"unit\":\"mm\",\"space\":\"camera\",\"model\":"u8);
        to.AppendText(model);
        to.Append(",\"people\":["u8);
    }

    public static void WritePosePerson(WireBuffer to, bool first, long id, float score, ReadOnlySpan<float> joints, ReadOnlySpan<float> sigma)
    {
        to.Append(first ? "{\"id\":"u8 : ",{\"id\":"u8);
        to.AppendInteger(id);
        if (float.IsFinite(score))
        {
            to.Append(",\"score\":"u8);
            to.AppendShortest(score);
        }
        if (joints.IsEmpty)
            to.Append(",\"joints\":null"u8);
        else
            AppendList(to, ",\"joints\":["u8, joints);
        if (!sigma.IsEmpty)
            AppendList(to, ",\"sigma\":["u8, sigma);
        to.Append((byte)'}');
    }

    public static void EndPoses(WireBuffer to) => to.Append("]}"u8);

    private static void WriteKeypointPerson(WireBuffer to, KeypointFrame frame, int person)
    {
        to.Append(person == 0 ? "{\"id\":"u8 : ",{\"id\":"u8);
        to.AppendInteger(frame.Id(person));
        if (float.IsFinite(frame.Score(person)))
        {
            to.Append(",\"score\":"u8);
            to.AppendShortest(frame.Score(person));
        }
        to.Append(",\"keypoints\":["u8);
        WriteKeypoints(to, frame.Keypoints(person));
        to.Append("]}"u8);
    }

    private static void WriteKeypoints(WireBuffer to, ReadOnlySpan<float> keypoints)
    {
        var room = to.Room((keypoints.Length + 1) * JsonOutput.MaxNumberLength);
        var at = 0;
        for (; keypoints.Length >= 3; keypoints = keypoints[3..])
        {
            if (FrameRules.IsSeen(keypoints))
            {
                at += JsonOutput.WriteHundredths(keypoints[0], room[at..]);
                room[at++] = (byte)',';
                at += JsonOutput.WriteHundredths(keypoints[1], room[at..]);
                room[at++] = (byte)',';
                at += JsonOutput.WriteShortest(keypoints[2], room[at..]);
            }
            else
            {
                "null,null,0"u8.CopyTo(room[at..]);
                at += "null,null,0"u8.Length;
            }
            room[at++] = (byte)',';
        }
        to.Advance(Math.Max(at - 1, 0));
    }

    private static void AppendList(WireBuffer to, ReadOnlySpan<byte> name, ReadOnlySpan<float> millimetres)
    {
        to.Append(name);
        to.AppendHundredths(millimetres);
        to.Append((byte)']');
    }
}
