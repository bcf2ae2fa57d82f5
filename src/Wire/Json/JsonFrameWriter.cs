using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Writes keypoint frames as JSON.</summary>
internal static class JsonFrameWriter
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
        AppendImage(to, frame.Width, frame.Height);
        if (frame.IsNormalised)
            to.Append(",\"normalised\":true"u8);
        to.Append(",\"people\":["u8);
        for (var person = 0; person < frame.PersonCount; person++)
            WritePerson(to, frame, person);
        to.Append("]}"u8);
    }

    /// <summary>Appends the member <c>image</c>, where the size is known.</summary>
    public static void AppendImage(WireBuffer to, int width, int height)
    {
        if (width <= 0)
            return;
        to.Append(",\"image\":["u8);
        to.AppendInteger(width);
        to.Append((byte)',');
        to.AppendInteger(height);
        to.Append((byte)']');
    }

    /// <summary>Appends the member <c>keypoints</c>. Pixels are rounded, shares of the image (<paramref name="isExact"/>) are not.</summary>
    public static void AppendKeypoints(WireBuffer to, ReadOnlySpan<float> keypoints, bool isExact)
    {
        to.Append(",\"keypoints\":["u8);
        var room = to.Room((keypoints.Length + 1) * JsonWriter.MaxNumberLength);
        var at = 0;
        for (; keypoints.Length >= 3; keypoints = keypoints[3..])
        {
            if (KeypointFrame.IsSeen(keypoints))
            {
                at += isExact ? JsonWriter.WriteShortest(keypoints[0], room[at..]) : JsonWriter.WriteHundredths(keypoints[0], room[at..]);
                room[at++] = (byte)',';
                at += isExact ? JsonWriter.WriteShortest(keypoints[1], room[at..]) : JsonWriter.WriteHundredths(keypoints[1], room[at..]);
                room[at++] = (byte)',';
                at += JsonWriter.WriteShortest(keypoints[2], room[at..]);
            }
            else
            {
                "null,null,0"u8.CopyTo(room[at..]);
                at += "null,null,0"u8.Length;
            }
            room[at++] = (byte)',';
        }
        to.Advance(Math.Max(at - 1, 0));
        to.Append((byte)']');
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
        AppendKeypoints(to, frame.Keypoints(person), frame.IsNormalised);
        to.Append((byte)'}');
    }
}
