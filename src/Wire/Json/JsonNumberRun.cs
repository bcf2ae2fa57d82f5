using System.Runtime.CompilerServices;

namespace StreamLift.Wire.Json;

/// <summary>Reads the plain part of a list, numbers with commas and at most a space between, fast. Whatever is not so is left to the scanner.</summary>
internal static class JsonNumberRun
{
    private static readonly float[] PowersOfTen = [1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f];

    /// <param name="text">From the first number on.</param>
    /// <param name="into">Where the numbers go; the run ends at its end too.</param>
    /// <param name="used">Up to the end of the last number read.</param>
    /// <returns>How many numbers were read.</returns>
    public static int Read(ReadOnlySpan<byte> text, Span<float> into, out int used)
    {
        int at = 0;
        int end = 0;
        int count = 0;
        while (count < into.Length)
        {
            // No local of the fast path goes anywhere by reference: in a register a number costs half of what it does in memory.
            int next = ReadShort(text, at, out float number);
            if (next == 0)
            {
                next = ReadAny(text, at, out float any);
                if (next == 0)
                    break;
                number = any;
            }
            into[count++] = number;
            end = next;
            if ((uint)next >= (uint)text.Length || text[next] != ',')
                break;
            at = next + 1;
            if ((uint)at < (uint)text.Length && text[at] == ' ')
                at++;
        }
        used = end;
        return count;
    }

    // A number whose digits, point and what follows them fit into eight bytes, as 1234.56 and 0.987 do: at most seven digits, an
    // integer below 2^24 and so exact in a float, like the power of ten. The one division rounds correctly. Gives its end; 0: it is no such number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadShort(ReadOnlySpan<byte> text, int at, out float number)
    {
        number = 0;
        if (text.Length - at < 9)
            return 0;
        bool negative = text[at] == '-';
        at += negative ? 1 : 0;
        ulong values = EightDigits.Load(text[at..]);
        ulong others = EightDigits.Others(values);
        int whole = EightDigits.Before(others);
        if (whole is 0 or 8 || ((values & 0xff) == 0 && whole > 1))
            return 0;
        int end = whole;
        int fraction = 0;
        if (text[at + whole] == '.')
        {
            end = EightDigits.Before(others & (others - 1));
            fraction = end - whole - 1;
            if (end == 8 || fraction == 0)
                return 0;
            ulong before = (1UL << (8 * whole)) - 1;
            values = (values & before) | ((values >> 8) & ~before);
        }
        if ((text[at + end] | 0x20) == 'e')
            return 0;
        number = EightDigits.Join(values, fraction == 0 ? whole : end - 1) / PowersOfTen[fraction];
        number = negative ? -number : number;
        return at + end;
    }

    private static int ReadAny(ReadOnlySpan<byte> text, int at, out float value)
    {
        int start = at;
        bool read = JsonNumber.TryRead(text, ref at, out var number);
        value = read ? number.ToSingle(text[start..at]) : float.NaN;
        return float.IsFinite(value) ? at : 0;
    }
}
