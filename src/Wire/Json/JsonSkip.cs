namespace StreamLift.Wire.Json;

/// <summary>Goes over a value of any kind that nobody wants, checking that it is JSON. Without recursion: depth costs no stack.</summary>
internal static class JsonSkip
{
    /// <summary>
    /// Deepest nesting, the frame's own object and the list around it counted; the default of System.Text.Json too. A bit of one word for each.
    /// </summary>
    public const int MaxDepth = 64;

    /// <param name="json">Stands before the value.</param>
    /// <param name="depth">How many objects and lists are open around the value, the frame's own counted.</param>
    public static bool TrySkip(ref JsonScanner json, int depth)
    {
        ulong objects = 0; // a bit for each open bracket, the innermost lowest: 1 for an object, 0 for a list
        int open = 0;
        while (true)
        {
            bool isObject = json.Peek() == '{';
            if (isObject || json.Peek() == '[')
            {
                if (json.Outer + depth + open++ == MaxDepth)
                    return json.Malformed($"no nesting deeper than {MaxDepth}");
                objects = (objects << 1) | (isObject ? 1UL : 0);
                json.TryOpen(json.Peek());
            }
            else if (!TrySkipSimple(ref json))
                return false;

            // Behind a value or an opening bracket: to the next value, closing what ends here.
            while (open > 0 && !((objects & 1) != 0 ? json.NextMember() : json.NextItem()))
            {
                if (json.Failed)
                    return false;
                open--;
                objects >>= 1;
            }
            if (open == 0)
                return true;
        }
    }

    private static bool TrySkipSimple(ref JsonScanner json) =>
        json.Peek() switch
        {
            (byte)'"' => json.TryReadText(out _),
            (byte)'t' => json.TryReadLiteral("true"u8),
            (byte)'f' => json.TryReadLiteral("false"u8),
            (byte)'n' => json.TryReadLiteral("null"u8),
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => json.TryReadNumber(out _, out _),
            _ => json.Malformed("a value"),
        };
}
