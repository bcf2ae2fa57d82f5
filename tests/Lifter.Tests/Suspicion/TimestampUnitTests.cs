using StreamLift.Lifter.Suspicion;

namespace StreamLift.Lifter.Tests.Suspicion;

public sealed class TimestampUnitTests
{
    private const long Now = 1_767_312_000_000; // 2 January 2026

    [Theory]
    [InlineData(1_767_225_600, "as Unix ms that is 21 January 1970; as seconds it is 1 January 2026: multiply by 1000")]
    [InlineData(1_767_225_600_000_000, "as Unix ms that is no time of any camera; as microseconds it is 1 January 2026: divide by 1000")]
    [InlineData(1_767_225_600_000_000_000, "as nanoseconds it is 1 January 2026: divide by 1000000")]
    [InlineData(639_028_224_000_000_000, "as .NET ticks (100 ns since the year 1) it is 1 January 2026: subtract 621355968000000000 and divide by 10000")]
    [InlineData(134_116_992_000_000_000, "as a Windows file time (100 ns since 1601) it is 1 January 2026: subtract 116444736000000000 and divide by 10000")]
    [InlineData(5_033, "as Unix ms that is 1 January 1970; it may count from the start of the camera, the video or the computer")]
    [InlineData(345_600_000, "as Unix ms that is 5 January 1970; it may count from the start")]
    [InlineData(-1, "send the capture time in milliseconds since 1970 UTC")]
    [InlineData(long.MinValue, "send the capture time in milliseconds since 1970 UTC")]
    [InlineData(long.MaxValue, "send the capture time in milliseconds since 1970 UTC")]
    public void Timestamp_in_another_unit_is_said_in_words_with_the_conversion(long timestampMs, string expected)
    {
        Assert.False(TimestampUnit.IsBelieved(timestampMs, Now));
        Assert.Contains(expected, TimestampUnit.Describe(timestampMs, Now), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Now)]
    [InlineData(Now - (20L * 365 * 86_400_000))]
    [InlineData(Now + 86_400_000)]
    public void Time_of_the_last_decades_is_believed(long timestampMs) => Assert.True(TimestampUnit.IsBelieved(timestampMs, Now));

    [Theory]
    [InlineData(4_000, "4 s")]
    [InlineData(125_500, "2 min 5 s")]
    [InlineData(3_600_000, "1 h 0 min")]
    [InlineData(100_000_000, "1 day 3 h")]
    public void Duration_is_said_in_words(long milliseconds, string expected) => Assert.Equal(expected, TimestampUnit.Words(milliseconds));
}
