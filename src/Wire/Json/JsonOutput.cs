using System.Buffers.Text;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Appends JSON's pieces to a buffer.</summary>
internal static class JsonOutput
{
    public static void AppendText(this WireBuffer buffer, ReadOnlySpan<byte> utf8)
    {
        var room = buffer.Room(JsonText.EscapedRoom(utf8.Length) + 2);
        room[0] = (byte)'"';
        int written = JsonText.Escape(utf8, room[1..]);
        room[written + 1] = (byte)'"';
        buffer.Advance(written + 2);
    }

    public static void AppendInteger(this WireBuffer buffer, long number)
    {
        Utf8Formatter.TryFormat(number, buffer.Room(JsonDigits.Longest), out int written);
        buffer.Advance(written);
    }

    public static void AppendShortest(this WireBuffer buffer, float number) =>
        buffer.Advance(JsonDigits.WriteShortest(number, buffer.Room(JsonDigits.Longest)));

    /// <summary>Appends finite numbers with two decimals, commas between them.</summary>
    public static void AppendHundredths(this WireBuffer buffer, ReadOnlySpan<float> numbers)
    {
        var room = buffer.Room((numbers.Length + 1) * JsonDigits.Longest);
        int at = 0;
        foreach (float number in numbers)
        {
            at += JsonDigits.WriteHundredths(number, room[at..]);
            room[at++] = (byte)',';
        }
        buffer.Advance(Math.Max(at - 1, 0));
    }
}
