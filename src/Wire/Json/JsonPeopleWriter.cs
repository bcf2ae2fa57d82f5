using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Writes people frames as JSON, part by part.</summary>
internal static class JsonPeopleWriter
{
    public static void Begin(WireBuffer to, ReadOnlySpan<byte> rig, long sequence, double timestampMs)
    {
        to.Append("{\"rig\":"u8);
        to.AppendText(rig);
        to.Append(",\"sequence\":"u8);
        to.AppendInteger(sequence);
        to.Append(",\"timestampMs\":"u8);
        to.AppendTime(timestampMs);
        to.Append(",\"layout\":\"h36m17\",\"unit\":\"mm\",\"space\":\"world\",\"cameras\":["u8);
    }

    public static void WriteCamera(WireBuffer to, bool first, ReadOnlySpan<byte> stream, long frame, double timestampMs)
    {
        to.Append(first ? "{\"stream\":"u8 : ",{\"stream\":"u8);
        to.AppendText(stream);
        to.Append(",\"frame\":"u8);
        to.AppendInteger(frame);
        to.Append(",\"timestampMs\":"u8);
        to.AppendTime(timestampMs);
        to.Append((byte)'}');
    }

    public static void BeginPeople(WireBuffer to) => to.Append("],\"people\":["u8);

    public static void WritePerson(WireBuffer to, bool first, in WorldPerson person)
    {
        to.Append(first ? "{\"id\":"u8 : ",{\"id\":"u8);
        to.AppendInteger(person.Id);
        to.AppendList(",\"joints\":["u8, person.Joints);
        to.AppendList(",\"sigma\":["u8, person.Sigma);
        to.Append(",\"source\":"u8);
        to.AppendText(person.Source);
        to.Append(",\"views\":["u8);
        for (var i = 0; i < person.Views.Length; i++)
        {
            if (i > 0)
                to.Append((byte)',');
            to.AppendInteger(person.Views[i]);
        }

        to.Append("],\"reprojection\":"u8);
        if (float.IsFinite(person.Reprojection))
            to.AppendHundredths([person.Reprojection]);
        else
            to.Append("null"u8);
        if (!person.Smooth.IsEmpty)
            to.AppendList(",\"smooth\":["u8, person.Smooth);
        if (!person.PointsLayout.IsEmpty)
            WritePoints(to, person.PointsLayout, person.Points);
        to.Append((byte)'}');
    }

    public static void End(WireBuffer to) => to.Append("]}"u8);

    private static void WritePoints(WireBuffer to, ReadOnlySpan<byte> layout, ReadOnlySpan<float> points)
    {
        to.Append(",\"points\":{\"layout\":"u8);
        to.AppendText(layout);
        to.Append(",\"positions\":["u8);
        for (var at = 0; at + 2 < points.Length; at += 3)
        {
            if (at > 0)
                to.Append((byte)',');
            var point = points.Slice(at, 3);
            if (NonFinite.IndexIn(point) < 0)
                to.AppendHundredths(point);
            else
                to.Append("null,null,null"u8);
        }

        to.Append("]}"u8);
    }
}
