using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Writes a keypoint frame as JSON.</summary>
internal static class JsonFrameWriter
{
    public static void Write(WireBuffer to, KeypointFrame frame, ReadOnlySpan<byte> layout)
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
        for (int person = 0; person < frame.PersonCount; person++)
            WritePerson(to, frame, person);
        to.Append("]}"u8);
    }

    private static void WritePerson(WireBuffer to, KeypointFrame frame, int person)
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
        var room = to.Room((keypoints.Length + 1) * JsonDigits.Longest);
        int at = 0;
        for (; keypoints.Length >= 3; keypoints = keypoints[3..])
        {
            if (KeypointRules.IsSeen(keypoints))
            {
                at += JsonDigits.WriteHundredths(keypoints[0], room[at..]);
                room[at++] = (byte)',';
                at += JsonDigits.WriteHundredths(keypoints[1], room[at..]);
                room[at++] = (byte)',';
                at += JsonDigits.WriteShortest(keypoints[2], room[at..]);
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
}
