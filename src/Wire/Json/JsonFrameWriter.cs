namespace StreamLift.Wire.Json;

/// <summary>Writes a keypoint frame as JSON.</summary>
internal static class JsonFrameWriter
{
    public static void Write(WireBuffer to, KeypointFrame frame, ReadOnlySpan<byte> layout)
    {
        to.Append("{\"stream\":"u8);
        to.AppendText(frame.Stream);
        to.Append(",\"frame\":"u8);
        to.AppendInteger(frame.Frame);
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
        for (int person = 0; person < frame.People; person++)
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
        var keypoints = frame.Keypoints(person);
        for (int at = 0; at < keypoints.Length; at += 3)
        {
            if (at > 0)
                to.Append((byte)',');
            WriteJoint(to, keypoints.Slice(at, 3));
        }
        to.Append("]}"u8);
    }

    private static void WriteJoint(WireBuffer to, ReadOnlySpan<float> joint)
    {
        if (!KeypointRules.IsSeen(joint))
        {
            to.Append("null,null,0"u8);
            return;
        }
        to.AppendHundredths(joint[..2]);
        to.Append((byte)',');
        to.AppendShortest(joint[2]);
    }
}
