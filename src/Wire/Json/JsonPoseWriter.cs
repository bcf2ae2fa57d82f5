using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Writes pose frames as JSON, part by part.</summary>
internal static class JsonPoseWriter
{
    public static void Begin(WireBuffer to, ReadOnlySpan<byte> stream, long frame, long timestampMs, ReadOnlySpan<byte> model)
    {
        to.Append("{\"stream\":"u8);
        to.AppendText(stream);
        to.Append(",\"frame\":"u8);
        to.AppendInteger(frame);
        to.Append(",\"timestampMs\":"u8);
        to.AppendInteger(timestampMs);
        to.Append(",\"layout\":\"h36m17\",\"unit\":\"mm\",\"space\":\"camera\",\"model\":"u8);
        to.AppendText(model);
    }

    /// <summary>Appends what is known of the keypoints.</summary>
    public static void AppendInput(WireBuffer to, ReadOnlySpan<byte> layout, int width, int height)
    {
        if (!layout.IsEmpty)
        {
            to.Append(",\"inputLayout\":"u8);
            to.AppendText(layout);
        }
        JsonFrameWriter.AppendImage(to, width, height);
    }

    public static void BeginPeople(WireBuffer to) => to.Append(",\"people\":["u8);

    public static void BeginPerson(WireBuffer to, bool first, long id, float score)
    {
        to.Append(first ? "{\"id\":"u8 : ",{\"id\":"u8);
        to.AppendInteger(id);
        if (!float.IsFinite(score))
            return;
        to.Append(",\"score\":"u8);
        to.AppendShortest(score);
    }

    public static void AppendPose(WireBuffer to, ReadOnlySpan<float> joints, ReadOnlySpan<float> sigma)
    {
        if (joints.IsEmpty)
            to.Append(",\"joints\":null"u8);
        else
            to.AppendList(",\"joints\":["u8, joints);
        if (!sigma.IsEmpty)
            to.AppendList(",\"sigma\":["u8, sigma);
    }

    public static void AppendRejection(WireBuffer to, ReadOnlySpan<byte> reason)
    {
        to.Append(",\"joints\":null,\"rejected\":\""u8);
        to.Append(reason);
        to.Append((byte)'"');
    }

    public static void EndPerson(WireBuffer to, ReadOnlySpan<float> keypoints)
    {
        if (!keypoints.IsEmpty)
            JsonFrameWriter.AppendKeypoints(to, keypoints, isExact: false);
        to.Append((byte)'}');
    }

    public static void End(WireBuffer to) => to.Append("]}"u8);
}
