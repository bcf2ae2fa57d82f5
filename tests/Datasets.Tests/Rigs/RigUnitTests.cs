using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Tests.Recordings;

namespace StreamLift.Datasets.Tests.Rigs;

public sealed class RigUnitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cm")]
    [InlineData("m")]
    [InlineData("mm")]
    [InlineData("in")]
    [InlineData("cmu")]
    [InlineData("ft")]
    [InlineData("dm")]
    public void Unit_is_told_by_the_length_of_the_legs_and_said(string name)
    {
        var reading = Read(Scaled(name));
        Assert.Equal($"joints by name, {name}, y up", reading.Settings);
        Assert.Empty(reading.Notes);
        MadeFile.Same(MadeFile.Expected(_folder), reading.World, 2);
    }

    [Theory]
    [InlineData("0.05")]
    [InlineData("0.0157")]
    [InlineData("2")]
    public void Person_of_no_usual_unit_gets_the_usual_leg_and_a_note_with_the_option(string centimetre)
    {
        var reading = Read(new MadeRig { Centimetre = float.Parse(centimetre) });
        var note = Assert.Single(reading.Notes);
        Assert.Contains("850 mm", note, StringComparison.Ordinal);
        Assert.Contains("give --unit", note, StringComparison.Ordinal);
        Assert.Contains("mm a unit", reading.Settings, StringComparison.Ordinal);
        // The leg has 830 mm.
        MadeFile.Same([.. MadeFile.Expected(_folder).Select(number => number * 850 / 830)], reading.World, 2);
    }

    [Fact]
    public void Child_in_centimetres_is_not_taken_for_an_adult_in_another_unit()
    {
        var reading = Read(new MadeRig { Centimetre = 0.6f });
        Assert.Equal("joints by name, cm, y up", reading.Settings);
        Assert.Empty(reading.Notes);
    }

    [Theory]
    [InlineData("in", "4.2")]
    [InlineData("mm", "0.2")]
    [InlineData("3.5", "0.6")]
    public void Given_unit_is_used_and_an_unlikely_size_noted(string unit, string metres)
    {
        Assert.True(LengthUnit.TryParse(unit, out var length));
        var reading = Read(new MadeRig(), new RigOptions { Unit = length });
        Assert.Contains($"the person is {metres}", Assert.Single(reading.Notes), StringComparison.Ordinal);
        MadeFile.Same([.. MadeFile.Expected(_folder).Select(number => (float)(number * length.Millimetres / 10))], reading.World);
    }

    [Theory]
    [InlineData("yd", null, "--unit yd: neither a unit (cm, m, mm, in, cmu, ft, dm) nor a number of millimetres")]
    [InlineData("-3", null, "--unit -3")]
    [InlineData("0", null, "--unit 0")]
    [InlineData("NaN", null, "--unit NaN")]
    [InlineData(null, "up", "--up up: not one of y, z, x, -y, -z, -x")]
    public void Unknown_unit_or_axis_is_refused_naming_the_option(string? unit, string? up, string problem) =>
        Assert.StartsWith(problem, Assert.Throws<ConfigurationException>(() => RigOptions.Parse((null, unit, up))).Message);

    [Fact]
    public void All_wrong_options_are_named_at_once() =>
        Assert.Equal(2, Assert.Throws<ConfigurationException>(() => RigOptions.Parse((null, "yd", "up"))).Problems.Count);

    private static MadeRig Scaled(string unit)
    {
        Assert.True(LengthUnit.TryParse(unit, out var length));
        return new MadeRig { Centimetre = (float)(10 / length.Millimetres) };
    }

    private RigReading Read(MadeRig rig, RigOptions? options = null) => MadeFile.Read(_folder, rig.Text(), options);
}
