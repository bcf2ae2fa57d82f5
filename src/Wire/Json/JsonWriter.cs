using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Writes frames as JSON: whole keypoint frames, and pose frames part by part; with JSON's strings and numbers.</summary>
internal static class JsonWriter
{
    /// <summary>More bytes than any number needs. The caller of each Write method reserves as many.</summary>
    public const int MaxNumberLength = 24;

    // The largest count of hundredths that has 8 digits, which fit one 64-bit word.
    private const double MaxHundredths = 99_999_999;

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
        if (frame.IsNormalised)
            to.Append(",\"normalised\":true"u8);
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
        BeginPosePerson(to, first, id, score);
        if (joints.IsEmpty)
            to.Append(",\"joints\":null"u8);
        else
            AppendList(to, ",\"joints\":["u8, joints);
        if (!sigma.IsEmpty)
            AppendList(to, ",\"sigma\":["u8, sigma);
        to.Append((byte)'}');
    }

    public static void WriteRejectedPerson(WireBuffer to, bool first, long id, float score, ReadOnlySpan<byte> reason)
    {
        BeginPosePerson(to, first, id, score);
        to.Append(",\"joints\":null,\"rejected\":\""u8);
        to.Append(reason);
        to.Append("\"}"u8);
    }

    public static void EndPoses(WireBuffer to) => to.Append("]}"u8);

    private static void BeginPosePerson(WireBuffer to, bool first, long id, float score)
    {
        to.Append(first ? "{\"id\":"u8 : ",{\"id\":"u8);
        to.AppendInteger(id);
        if (!float.IsFinite(score))
            return;
        to.Append(",\"score\":"u8);
        to.AppendShortest(score);
    }

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
        WriteKeypoints(to, frame.Keypoints(person), frame.IsNormalised);
        to.Append("]}"u8);
    }

    // Pixels are rounded, shares of the image are not.
    private static void WriteKeypoints(WireBuffer to, ReadOnlySpan<float> keypoints, bool isExact)
    {
        var room = to.Room((keypoints.Length + 1) * MaxNumberLength);
        var at = 0;
        for (; keypoints.Length >= 3; keypoints = keypoints[3..])
        {
            if (KeypointFrame.IsSeen(keypoints))
            {
                at += isExact ? WriteShortest(keypoints[0], room[at..]) : WriteHundredths(keypoints[0], room[at..]);
                room[at++] = (byte)',';
                at += isExact ? WriteShortest(keypoints[1], room[at..]) : WriteHundredths(keypoints[1], room[at..]);
                room[at++] = (byte)',';
                at += WriteShortest(keypoints[2], room[at..]);
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

    public static void AppendText(this WireBuffer buffer, ReadOnlySpan<byte> utf8)
    {
        var room = buffer.Room(JsonText.MaxEscapedLength(utf8.Length) + 2);
        room[0] = (byte)'"';
        var written = JsonText.Escape(utf8, room[1..]);
        room[written + 1] = (byte)'"';
        buffer.Advance(written + 2);
    }

    public static void AppendInteger(this WireBuffer buffer, long number)
    {
        Utf8Formatter.TryFormat(number, buffer.Room(MaxNumberLength), out var written);
        buffer.Advance(written);
    }

    public static void AppendShortest(this WireBuffer buffer, float number) => buffer.Advance(WriteShortest(number, buffer.Room(MaxNumberLength)));

    /// <summary>Appends finite numbers with two decimals, separated by commas.</summary>
    public static void AppendHundredths(this WireBuffer buffer, ReadOnlySpan<float> numbers)
    {
        var room = buffer.Room((numbers.Length + 1) * MaxNumberLength);
        var at = 0;
        foreach (var number in numbers)
        {
            at += WriteHundredths(number, room[at..]);
            room[at++] = (byte)',';
        }
        buffer.Advance(Math.Max(at - 1, 0));
    }

    /// <summary>
    /// Writes a finite number rounded to two decimals, halves away from zero; a number of a million or more in the fewest digits that give the
    /// same float.
    /// </summary>
    /// <returns>The number of bytes written.</returns>
    public static int WriteHundredths(float number, Span<byte> to)
    {
        // Exact: a float times 100 has at most 31 significant bits, so adding the half does not round either.
        var size = Math.Abs((double)number) * 100 + 0.5;
        if (!(size < MaxHundredths))
            return WriteShortest(number, to);
        var hundredths = (uint)size;
        // The sign is always written, and kept only when the rest is not 0.00.
        to[0] = (byte)'-';
        var sign = number < 0 && hundredths != 0 ? 1 : 0;
        var digits = EightDecimals(hundredths);
        var leading = Math.Min(BitOperations.TrailingZeroCount(digits) / 8, 5); // one digit stays before the point
        digits |= 0x3030303030303030;
        to = to[sign..];
        BinaryPrimitives.WriteUInt64LittleEndian(to, digits >> (8 * leading));
        to[6 - leading] = (byte)'.';
        BinaryPrimitives.WriteUInt16LittleEndian(to[(7 - leading)..], (ushort)(digits >> 48));
        return sign + 9 - leading;
    }

    /// <summary>
    /// Writes a finite number in the fewest digits that give the same float. Numbers from 0 to 1 of up to four decimals, like most scores, take a fast path.
    /// </summary>
    /// <returns>The number of bytes written.</returns>
    public static int WriteShortest(float number, Span<byte> to)
    {
        var scaled = (uint)(number * 10_000.0 + 0.5);
        if (number is >= 0 and <= 1 && (float)(scaled / 10_000.0) == number)
            return WriteFraction(scaled, to);
        Utf8Formatter.TryFormat(number, to, out var written);
        return written;
    }

    private static int WriteFraction(uint tenThousandths, Span<byte> to)
    {
        // 12345678 → '5' '.' '6' '7' '8' without trailing zeros.
        var digits = EightDecimals(tenThousandths);
        to[0] = (byte)('0' + (byte)(digits >> 24));
        to[1] = (byte)'.';
        var decimals = (uint)(digits >> 32);
        BinaryPrimitives.WriteUInt32LittleEndian(to[2..], decimals | 0x30303030);
        return decimals == 0 ? 1 : 6 - (BitOperations.LeadingZeroCount(decimals) / 8);
    }

    // The decimal digits of a number below 10^8, one byte each, the first in the lowest byte: split into halves, then quarters, then all eight.
    private static ulong EightDecimals(uint number)
    {
        var upper = number / 10_000;
        var fours = upper | ((ulong)(number - upper * 10_000) << 32);
        var hundreds = ((fours * 10_486) >> 20) & 0x0000007f_0000007f;
        var twos = hundreds | ((fours - hundreds * 100) << 16);
        var tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
        return tens | ((twos - tens * 10) << 8);
    }
}
