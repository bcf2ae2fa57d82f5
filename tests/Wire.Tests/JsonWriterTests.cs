using System.Globalization;
using System.Text;
using StreamLift.Wire.Json;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Tests;

public sealed class JsonWriterTests
{
    private readonly Random _random = new(7);

    [Fact]
    public void JSON_writer_rounds_floats_exactly_to_hundredths()
    {
        for (var i = 0; i < 150_000; i++)
        {
            var number = _random.Next(3) switch
            {
                0 => (_random.NextSingle() - 0.5f) * 4000,
                1 => _random.Next(-99_999_999, 99_999_999) / 200f, // halves among them
                _ => BitConverter.Int32BitsToSingle(
                    _random.Next(
                        0,
                        0x4974_2400 /* 1e6 */
                    )
                ) * (_random.Next(2) * 2 - 1),
            };
            Check(number);
        }
    }

    [Fact]
    public void JSON_writer_rounds_midpoints_and_limits_exactly_to_hundredths()
    {
        float[] ends = [0, -0f, 0.004999f, 0.005f, -0.005f, 0.125f, 0.375f, -0.125f, 9.995f, 9.99f, 10, 99.995f, 999_999.94f, -999_999.94f, float.Epsilon];
        foreach (var number in ends)
            Check(number);
    }

    [Fact]
    public void JSON_writer_keeps_floats_above_a_million_exactly()
    {
        for (var i = 0; i < 50_000; i++)
        {
            var number = BitConverter.Int32BitsToSingle(_random.Next(0x4974_2400, 0x7f80_0000)) * (_random.Next(2) * 2 - 1);
            Assert.Equal(number, float.Parse(Hundredths(number), CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void JSON_writer_keeps_scores_exactly_in_their_shortest_form()
    {
        for (var i = 0; i <= 10_000; i++)
            Assert.Equal((i / 10_000m).ToString("0.####", CultureInfo.InvariantCulture), Shortest(i / 10_000f));
        for (var i = 0; i < 50_000; i++)
        {
            var number = BitConverter.Int32BitsToSingle(_random.Next(int.MinValue, int.MaxValue));
            if (float.IsFinite(number))
                Assert.Equal(number, float.Parse(Shortest(number), CultureInfo.InvariantCulture));
            number = _random.NextSingle();
            Assert.Equal(number, float.Parse(Shortest(number), CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void JSON_writer_writes_numbers_of_a_list_as_it_writes_each_alone()
    {
        float[] ends = [0, -0f, 0.004999f, -0.004999f, 0.005f, -0.005f, 9.995f, -9.994f, 99.995f, 999_999.94f, -999_999.94f, 1e6f, -1e6f, 3e30f];
        for (var i = 0; i < 50_000; i++)
        {
            var numbers = new float[i % 14];
            foreach (ref var number in numbers.AsSpan())
                number = _random.Next(8) == 0 ? ends[_random.Next(ends.Length)] : (_random.NextSingle() - 0.5f) * MathF.Pow(10, _random.Next(-2, 6));
            var buffer = new WireBuffer();
            buffer.AppendHundredths(numbers);
            Assert.Equal(string.Join(',', numbers.Select(Hundredths)), Encoding.ASCII.GetString(buffer.Written));
        }
    }

    private static void Check(float number)
    {
        var exact = decimal.Parse(((double)number).ToString("F20", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var rounded = Math.Round(exact, 2, MidpointRounding.AwayFromZero);
        Assert.Equal((rounded == 0 ? 0 : rounded).ToString("F2", CultureInfo.InvariantCulture), Hundredths(number));
    }

    private static string Hundredths(float number)
    {
        Span<byte> to = stackalloc byte[JsonWriter.MaxNumberLength];
        return Encoding.ASCII.GetString(to[..JsonWriter.WriteHundredths(number, to)]);
    }

    private static string Shortest(float number)
    {
        Span<byte> to = stackalloc byte[JsonWriter.MaxNumberLength];
        return Encoding.ASCII.GetString(to[..JsonWriter.WriteShortest(number, to)]);
    }
}
