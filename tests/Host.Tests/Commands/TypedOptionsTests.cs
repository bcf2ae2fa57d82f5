using System.CommandLine;
using StreamLift.OptionParsing;

namespace StreamLift.Host.Tests.Commands;

public sealed class TypedOptionsTests
{
    private readonly NumberOption<int> _whole = new("--whole");
    private readonly NumberOption<ulong> _seed = new("--seed") { DefaultValueFactory = _ => 7 };
    private readonly OptionalNumberOption<float> _share = new("--share");
    private readonly NumberOption<double> _rate = new("--rate");
    private readonly ChoiceOption<DayOfWeek> _day = new("--day") { DefaultValueFactory = _ => DayOfWeek.Friday };

    [Theory]
    [InlineData("--whole x", "--whole x: not a whole number up to 2147483647")]
    [InlineData("--whole 1.5", "--whole 1.5: not a whole number up to 2147483647")]
    [InlineData("--whole 2147483648", "--whole 2147483648: not a whole number up to 2147483647")]
    [InlineData("--seed -1", "--seed -1: not a whole number from 0 to 18446744073709551615")]
    [InlineData("--share half", "--share half: not a number")]
    [InlineData("--rate 1,5", "--rate 1,5: not a number")]
    [InlineData("--day 1", "--day 1: not one of sunday, monday, tuesday, wednesday, thursday, friday, saturday")]
    public void Value_of_the_wrong_kind_is_named_with_what_the_option_takes(string line, string said) =>
        Assert.Equal(said, Assert.Single(Parse(line).Errors).Message);

    [Fact]
    public void Options_that_are_given_hold_their_values()
    {
        var parsed = Parse("--whole -3 --seed 5 --share 0.25 --rate 1e3 --day monday");
        Assert.Empty(parsed.Errors);
        Assert.Equal((-3, 5ul, 0.25f), (parsed.GetValue(_whole), parsed.GetValue(_seed), parsed.GetValue(_share)));
        Assert.Equal((1000, DayOfWeek.Monday), (parsed.GetValue(_rate), parsed.GetValue(_day)));
    }

    [Fact]
    public void Options_that_are_not_given_hold_their_defaults()
    {
        var parsed = Parse("");
        Assert.Empty(parsed.Errors);
        Assert.Equal((0, 7ul, (float?)null), (parsed.GetValue(_whole), parsed.GetValue(_seed), parsed.GetValue(_share)));
        Assert.Equal(DayOfWeek.Friday, parsed.GetValue(_day));
    }

    private ParseResult Parse(string line) => new RootCommand { _whole, _seed, _share, _rate, _day }.Parse(line);
}
