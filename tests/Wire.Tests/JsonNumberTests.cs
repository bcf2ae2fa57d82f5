using System.Globalization;
using System.Text;
using System.Text.Json;
using StreamLift.Wire.Json;

namespace StreamLift.Wire.Tests;

public sealed class JsonNumberTests
{
    private readonly Random _random = new(20_240_601);

    [Fact]
    public void JSON_number_of_any_form_is_read_as_the_nearest_float()
    {
        for (var i = 0; i < 40_000; i++)
            Check(Random());
    }

    [Fact]
    public void JSON_float_in_shortest_or_double_form_is_read_back_exactly()
    {
        for (var i = 0; i < 20_000; i++)
        {
            var number = BitConverter.Int32BitsToSingle(_random.Next(int.MinValue, int.MaxValue));
            if (!float.IsFinite(number))
                continue;
            Check(number.ToString("R", CultureInfo.InvariantCulture));
            Check(((double)number).ToString("R", CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void JSON_number_halfway_between_two_floats_is_rounded_to_even()
    {
        for (var i = 0; i < 10_000; i++)
        {
            var low = BitConverter.Int32BitsToSingle(_random.Next(0x30000000, 0x4f000000));
            var middle = ((decimal)(double)low + (decimal)(double)MathF.BitIncrement(low)) / 2;
            Check(middle.ToString(CultureInfo.InvariantCulture));
            Check((((double)low + MathF.BitIncrement(low)) / 2).ToString("R", CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void JSON_number_list_is_read_to_its_end_wherever_its_numbers_lie()
    {
        for (var i = 0; i < 2_000; i++)
        {
            string[] numbers = [.. Enumerable.Range(0, _random.Next(1, 60)).Select(_ => Plain())];
            var separator = new[] { ",", ", ", ",  ", ",\n\t" }[_random.Next(4)];
            var list = string.Join(separator, numbers);
            var bytes = Encoding.UTF8.GetBytes(list + new[] { "", "]", "]}]}", ", null]}]}", " ]" }[_random.Next(5)]);
            var into = new float[_random.Next(5) == 0 ? numbers.Length / 2 : numbers.Length + 4];
            var wanted = Math.Min(into.Length, numbers.Length);
            var count = JsonNumberRun.Read(bytes, into, out var used);
            // a short text is too short for a block; then white space is the scanner's
            Assert.True(count == wanted || (bytes.Length < 64 && separator.Length > 1), $"{count} of {wanted} read: {list}");
            Assert.Equal(numbers.Take(count).Select(Bits), into.Take(count).Select(BitConverter.SingleToInt32Bits));
            Assert.Equal(string.Join(separator, numbers.Take(count)).Length, used);
        }
    }

    [Fact]
    public void JSON_number_list_is_read_as_its_numbers_are_one_by_one()
    {
        string[] others =
        [
            .. (string[])["01", "-01", "00", "-", "--1", "-0", "0", "0.0", "-0.0", ".5", "-.5", "5.", "1.2.3", "1..2", "1-2", "1/2", "12/", ""],
            .. (string[])["1e5", "2.5E-1", "12345678", "-12345678", "123456789", "1234567.", "0.123456", "-0.123456", "0.1234567", "99999999", "0.12345678"],
            .. (string[])["-0.12345678", "0.123456789", "0.", "-0.", "0.1.2", "0..1", "0.-1", "0./", "0.00000001", "16777217", "0.99999997"],
        ];
        for (var i = 0; i < 60_000; i++)
        {
            var odd = _random.Next(1, 40);
            var list = string.Join(
                ',',
                Enumerable.Range(0, _random.Next(1, 30)).Select(_ => _random.Next(odd) == 0 ? others[_random.Next(others.Length)] : Short())
            );
            var text = Encoding.UTF8.GetBytes((list + "]").PadRight(list.Length + _random.Next(1, 90)));
            var expected = new List<float>();
            var end = 0;
            for (var at = 0; ; at++)
            {
                var start = at;
                if (!JsonNumber.TryRead(text, ref at, out var number))
                    break;
                expected.Add(number.ToSingle(text.AsSpan(start..at)));
                end = at;
                if (text[at] != ',')
                    break;
            }
            var into = new float[64];
            var count = JsonNumberRun.Read(text, into, out var used);
            Assert.True(expected.Count == count && end == used, $"{count} of {expected.Count} read: {list}");
            Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), into.Take(count).Select(BitConverter.SingleToInt32Bits));
        }

        string Short() =>
            _random.Next(2) == 0
                ? _random.NextSingle().ToString("R", CultureInfo.InvariantCulture)
                : ((_random.NextSingle() - 0.2f) * MathF.Pow(10, _random.Next(0, 5))).ToString($"F{_random.Next(5)}", CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("1,-,2", 1, 1)]
    [InlineData("1,01", 2, 3)]
    [InlineData("1,1e5,2.5e-3]", 3, 12)]
    [InlineData("1e5,2,3.5]", 3, 9)]
    [InlineData("1,\n2,\r\n3]", 3, 8)]
    [InlineData("1, null", 1, 1)]
    [InlineData("0.5,1.2.3,4", 2, 7)]
    [InlineData("1 ,2", 1, 1)]
    [InlineData("1,]", 1, 1)]
    public void JSON_number_list_reading_stops_before_a_token_that_is_no_plain_number(string text, int count, int used)
    {
        var into = new float[8];
        Assert.Equal((count, used), (JsonNumberRun.Read(Encoding.UTF8.GetBytes(text + "]".PadRight(80)), into, out var end), end));
    }

    [Theory]
    [InlineData("12345678/")]
    [InlineData("1/2")]
    [InlineData("1.2.3")]
    [InlineData("1-2")]
    [InlineData("1.-2")]
    [InlineData("--1")]
    [InlineData("-.5")]
    [InlineData("-01.25")]
    [InlineData("00000001")]
    [InlineData("0123.456")]
    [InlineData("0.1234567/")]
    [InlineData("0.12345678.9")]
    [InlineData("0.12345678901234567890-")]
    [InlineData("01.2345678901")]
    [InlineData("1.2345678901x")]
    public void JSON_number_list_reader_accepts_the_same_text_as_the_single_number_reader(string text)
    {
        // a reader that knows nothing of blocks says how far it goes
        var (at, given) = (0, Encoding.UTF8.GetBytes(text.PadRight(100)));
        var isNumber = JsonNumber.TryRead(given, ref at, out _);
        var into = new float[1];
        var count = JsonNumberRun.Read(given, into, out var used);
        Assert.Equal(isNumber ? (1, at) : (0, 0), (count, used));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0e5")]
    [InlineData("3.4028235e38")]
    [InlineData("3.4028235677973366e38")] // the first that is too large
    [InlineData("1e-46")]
    [InlineData("1e-999999999999")]
    [InlineData("0e999999999999")]
    [InlineData("1e999999999999")]
    [InlineData("0.00000000000000000000000000000000000000000000001175494351e+9")]
    [InlineData("123456789012345678901234567890.5")]
    [InlineData("16777217")]
    [InlineData("9999999.5")]
    public void JSON_number_at_the_limits_is_the_nearest_float_or_rejected(string text) => Check(text);

    [Theory]
    [InlineData("01", 1)]
    [InlineData("-", 0)]
    [InlineData("+1", 0)]
    [InlineData(".5", 0)]
    [InlineData("5.", 0)]
    [InlineData("5.e1", 0)]
    [InlineData("1e", 0)]
    [InlineData("1e+", 0)]
    [InlineData("00.5", 1)]
    [InlineData("0x10", 1)]
    [InlineData("1_0", 1)]
    [InlineData("12345678.", 0)]
    public void JSON_number_that_is_invalid_is_not_read_past_its_valid_prefix(string text, int used)
    {
        // As the list's reader would see it: with so much behind it that a block can be looked at, and at the very end.
        foreach (var padded in new[] { text, text + "          ", text.PadRight(100) })
        {
            var into = new float[1];
            var count = JsonNumberRun.Read(Encoding.UTF8.GetBytes(padded), into, out var end);
            Assert.Equal((used > 0 ? 1 : 0, used), (count, end));
        }
    }

    private static void Check(string text)
    {
        // alone, near the text's end, and where a block of characters is looked at
        foreach (var follow in new[] { "", "]", ",1]      ", " ,       ", "]".PadRight(64), ",".PadRight(80), " ]".PadRight(100) })
        {
            var bytes = Encoding.UTF8.GetBytes(text + follow);
            var expected = JsonDocument.Parse(text).RootElement.GetSingle();
            var into = new float[1];
            var count = JsonNumberRun.Read(bytes, into, out var used);
            if (float.IsFinite(expected))
                Assert.True(
                    count == 1 && used == text.Length && Bits(text) == BitConverter.SingleToInt32Bits(into[0]),
                    $"{text} gave {into[0]:R} instead of {expected:R}"
                );
            else
                Assert.Equal((0, 0), (count, used));
        }
    }

    private string Random()
    {
        var text = new StringBuilder(_random.Next(3) == 0 ? "-" : "");
        text.Append(_random.Next(4) == 0 ? "0" : _random.Next(1, 10) + Digits(_random.Next(_random.Next(2) == 0 ? 4 : 22)));
        if (_random.Next(3) > 0)
            text.Append('.').Append(Digits(_random.Next(1, _random.Next(2) == 0 ? 5 : 22)));
        if (_random.Next(4) == 0)
            text.Append(_random.Next(2) == 0 ? 'e' : 'E').Append(new[] { "", "+", "-" }[_random.Next(3)]).Append(_random.Next(_random.Next(2) == 0 ? 5 : 60));
        return text.ToString();
    }

    // of the nearest float; -0 is another than 0
    private static int Bits(string number) => BitConverter.SingleToInt32Bits(JsonDocument.Parse(number).RootElement.GetSingle());

    // as detectors write them: pixels, scores, and doubles in full
    private string Plain()
    {
        var number = (_random.NextSingle() - 0.2f) * (_random.Next(3) == 0 ? 1 : 2000);
        return _random.Next(6) switch
        {
            0 => number.ToString("F2", CultureInfo.InvariantCulture),
            1 => number.ToString("R", CultureInfo.InvariantCulture),
            2 => ((double)number).ToString("R", CultureInfo.InvariantCulture),
            3 => ((int)number).ToString(CultureInfo.InvariantCulture),
            4 => number.ToString("E3", CultureInfo.InvariantCulture),
            _ => Digits(1).TrimStart('0') + "0." + Digits(_random.Next(1, 24)),
        };
    }

    private string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + _random.Next(10))));
}
