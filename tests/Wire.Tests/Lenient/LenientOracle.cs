using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace StreamLift.Wire.Tests.Lenient;

/// <summary>A second reader of JSON keypoint frames, on System.Text.Json: slow, short, and with the same rules for what is taken beyond JSON.</summary>
internal static partial class LenientOracle
{
    /// <summary>Parses JSON in which NaN, Infinity and -Infinity count as null; null where it is none.</summary>
    public static JsonDocument? Parse(byte[] message)
    {
        try
        {
            return JsonDocument.Parse(Replace(message, "null"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The bytes of each value in a list.</summary>
    public static IReadOnlyList<byte[]> Items(byte[] list)
    {
        // a list of the same length in place of each word keeps the positions
        var reader = new Utf8JsonReader(Replace(list, "[]"));
        var items = new List<byte[]>();
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            items.Add(list[start..(int)reader.BytesConsumed]);
        }
        return items;
    }

    /// <summary>An integer in any exact form; null when it is none, or has more digits than are read.</summary>
    public static long? Integer(string text)
    {
        if (Number().Match(text) is not { Success: true } parts)
            return null;
        var digits = parts.Groups[2].Value + parts.Groups[3].Value;
        var mantissa = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        var exponent = parts.Groups[4].Length == 0 ? 0 : BigInteger.Parse(parts.Groups[4].Value, CultureInfo.InvariantCulture);
        exponent -= parts.Groups[3].Length;
        if ((parts.Groups[2].Value == "0" ? digits.Length - 1 : digits.Length) > 19 || BigInteger.Abs(exponent) > 40 && !mantissa.IsZero)
            return null;
        var scale = mantissa.IsZero ? 1 : BigInteger.Pow(10, (int)BigInteger.Abs(exponent));
        if (exponent < 0 && !(mantissa % scale).IsZero)
            return null;
        var value = (exponent < 0 ? mantissa / scale : mantissa * scale) * (parts.Groups[1].Length > 0 ? -1 : 1);
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : null;
    }

    /// <summary>A person's id and score as far as they can be read, and its keypoints; null for those of a person that is rejected.</summary>
    public static (long Id, float Score, float[]? Keypoints) Person(JsonElement person, int place, int joints)
    {
        var (id, score) = ((long)place, float.NaN);
        float[]? keypoints = null;
        var isBad = false;
        foreach (var member in person.EnumerateObject())
        {
            var value = member.Value;
            if (member.NameEquals("id") && value.ValueKind == JsonValueKind.Null)
                id = place;
            else if (member.NameEquals("id") && TryId(value, out var read))
                id = read;
            else if (member.NameEquals("score") && (value.ValueKind == JsonValueKind.Null || TryNumber(value, out _)))
                score = value.ValueKind == JsonValueKind.Null ? float.NaN : value.GetSingle();
            else if (member.NameEquals("keypoints"))
                isBad |= !TryKeypoints(value, out keypoints);
            else
                isBad |= member.NameEquals("id") || member.NameEquals("score");
        }
        isBad |= score < 0 || keypoints?.Length != 3 * joints;
        return (id, score < 0 ? float.NaN : score, isBad ? null : keypoints);
    }

    private static bool TryId(JsonElement value, out long id)
    {
        var read = value.ValueKind is JsonValueKind.Number or JsonValueKind.String
            ? Integer(value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.GetRawText().Trim('"'))
            : null;
        id = read ?? 0;
        return read != null;
    }

    private static bool TryNumber(JsonElement value, out float number)
    {
        number = float.NaN;
        if (value.ValueKind != JsonValueKind.Number)
            return false;
        number = value.GetSingle();
        return float.IsFinite(number);
    }

    private static bool TryKeypoints(JsonElement value, out float[]? keypoints)
    {
        keypoints = null;
        if (value.ValueKind != JsonValueKind.Array)
            return value.ValueKind == JsonValueKind.Null;
        var items = value.EnumerateArray().ToList();
        if (items.FirstOrDefault(item => item.ValueKind != JsonValueKind.Null).ValueKind != JsonValueKind.Array)
            return TryFlat(items, out keypoints);
        var joints = new List<float>();
        foreach (var item in items)
        {
            float[]? joint = [0, 0, 0];
            if (item.ValueKind != JsonValueKind.Null && (item.ValueKind != JsonValueKind.Array || !TryFlat([.. item.EnumerateArray()], out joint)))
                return false;
            if (joint!.Length is not (2 or 3))
                return false;
            joints.AddRange(joint.Length == 3 ? joint : [joint[0], joint[1], joint is [0, 0] ? 0 : 1]);
        }
        keypoints = [.. joints];
        return true;
    }

    private static bool TryFlat(IReadOnlyList<JsonElement> items, out float[]? numbers)
    {
        numbers = new float[items.Count];
        for (var i = 0; i < items.Count; i++)
            if (items[i].ValueKind == JsonValueKind.Null)
                numbers[i] = float.NaN;
            else if (!TryNumber(items[i], out numbers[i]))
                return false;
        return true;
    }

    // What is put in a word's place has at most its length; spaces fill the rest.
    private static byte[] Replace(byte[] message, string value)
    {
        var replaced = Encoding.Latin1.GetString(message);
        replaced = Token().Replace(replaced, token => token.Value[0] == '"' ? token.Value : value.PadRight(token.Length));
        return Encoding.Latin1.GetBytes(replaced);
    }

    [GeneratedRegex("""\"(?:[^"\\]|\\.)*(?:\"|$)|-?Infinity|NaN""", RegexOptions.Singleline)]
    private static partial Regex Token();

    [GeneratedRegex("""^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$""", RegexOptions.ECMAScript)]
    private static partial Regex Number();
}
