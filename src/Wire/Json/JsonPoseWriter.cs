using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Writes the pieces of a pose frame as JSON.</summary>
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
        to.Append(",\"people\":["u8);
    }

    public static void Person(WireBuffer to, bool first, long id, float score, ReadOnlySpan<float> joints, ReadOnlySpan<float> sigma)
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

    public static void End(WireBuffer to) => to.Append("]}"u8);

    private static void AppendList(WireBuffer to, ReadOnlySpan<byte> name, ReadOnlySpan<float> millimetres)
    {
        to.Append(name);
        to.AppendHundredths(millimetres);
        to.Append((byte)']');
    }
}
