using StreamLift.Capture.Filters;
using StreamLift.Capture.People;
using StreamLift.Capture.State;

namespace StreamLift.Capture.Tests.Filters;

public class OneEuroFilterTests
{
    // Written from the algorithm in the appendix of the paper: x of 0, 10, 30, 30 mm at 50, 25 and 100 Hz.
    [Fact]
    public void Values_are_those_of_the_published_algorithm()
    {
        var (value, speed) = (0.0, 0.0);
        var expected = new List<double> { 0 };
        foreach (var (x, rate) in new[] { (10.0, 50.0), (30.0, 25.0), (30.0, 100.0) })
        {
            speed += Alpha(rate, 1) * (((x - value) * rate) - speed);
            value += Alpha(rate, 1 + (0.02 * Math.Abs(speed))) * (x - value);
            expected.Add(value);
        }

        var filter = new OneEuroFilter(1);
        (double Ms, float Value)[] given = [(0, 0), (20, 10), (60, 30), (70, 30)];
        Assert.Equal(expected.Select(x => (float)x), given.Select(at => Filtered(filter, at.Ms, at.Value)));

        static double Alpha(double rate, double cutoff) => 1 / (1 + (rate / (2 * Math.PI * cutoff)));
    }

    [Fact]
    public void Joint_at_rest_lags_as_the_cutoff_says()
    {
        // A slow ramp: the lag is 1/(2π·cutoff) seconds of it, with the cutoff that its speed gives.
        var (filter, smooth) = (new OneEuroFilter(1), 0f);
        var options = new OneEuro { MinCutoffHz = 1, BetaPerMm = 0 };
        for (var i = 0; i <= 400; i++)
            smooth = Filtered(filter, 10 * i, 0.1f * i, options);
        Assert.Equal(0.159, (40 - smooth) / 10, 0.006);
    }

    [Fact]
    public void Filter_starts_anew_after_a_gap()
    {
        var filter = new OneEuroFilter(1);
        Filtered(filter, 0, 0);
        Assert.NotEqual(100, Filtered(filter, 200, 100));
        Assert.Equal(500, Filtered(filter, 500, 500));
    }

    [Fact]
    public void Restored_smoother_goes_on_as_the_saved_one()
    {
        var (smoother, people, random) = (new PoseSmoother(new OneEuro()), new PeopleInstant(), new Random(1));
        for (var i = 0; i < 10; i++)
            smoother.Smooth(Made(i));
        var writer = new StateWriter();
        smoother.Save(writer);
        var reader = new StateReader(writer.Written);
        var restored = new PoseSmoother(new OneEuro());
        restored.Restore(ref reader);
        Assert.True(reader.IsAtEnd);
        smoother.Smooth(Made(10));
        var expected = people[1].Smooth.ToArray();
        restored.Smooth(people);
        Assert.Equal(expected, people[1].Smooth);
        Assert.NotEqual(people[1].Joints, people[1].Smooth);

        PeopleInstant Made(int number)
        {
            people.Begin(number, 20 * number);
            for (var id = 3; id < 5; id++)
            {
                var person = people.Add();
                person.Id = id;
                for (var i = 0; i < person.Joints.Length; i++)
                    person.Joints[i] = (1000 * id) + random.NextSingle();
            }
            return people;
        }
    }

    private static float Filtered(OneEuroFilter filter, double timestampMs, float value, OneEuro? options = null)
    {
        var smooth = new float[1];
        filter.Filter(timestampMs, [value], smooth, options ?? new OneEuro());
        return smooth[0];
    }
}
