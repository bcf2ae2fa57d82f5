using StreamLift.Capture.Tests.Rooms;

namespace StreamLift.Capture.Tests.Tracks;

public class PeopleTrackerTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, 50.0)]
    public void Four_people_among_each_other_keep_their_ids(int seed, double? liftedMm)
    {
        var rig = MadeRig.Around(4);
        var detector = new Detector(rig, seed)
        {
            NoisePixels = 5,
            Missed = 0.1,
            Ghosts = 0.02,
            LiftedMm = liftedMm,
        };
        var score = TrackedRoom.Score(rig, detector, Crowd.Walk(4, 1800, seed));
        output.WriteLine(score.ToString());
        Assert.True(score.Idf1 >= 0.99, score.ToString());
        Assert.Equal(0, score.Switches);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void People_hide_each_other_and_mix_joints_but_keep_their_ids(int seed)
    {
        var rig = MadeRig.Around(4);
        var detector = new Detector(rig, seed)
        {
            NoisePixels = 8,
            Missed = 0.1,
            Ghosts = 0.02,
            IsConfused = true,
        };
        var score = TrackedRoom.Score(rig, detector, Crowd.Walk(4, 1800, seed + 10));
        output.WriteLine(score.ToString());
        Assert.True(score.Idf1 >= 0.99, score.ToString());
        Assert.Equal(0, score.Switches);
    }

    [Theory]
    [InlineData(3, 0.5)]
    [InlineData(3, 0)]
    [InlineData(3, 1)]
    [InlineData(4, 0)]
    [InlineData(4, 0.6)]
    [InlineData(4, 1)]
    public void People_who_cross_and_touch_keep_their_ids(int cameras, double direction)
    {
        var rig = MadeRig.Around(cameras);
        foreach (
            var (name, room) in new[]
            {
                ("pass", TwoPeople.Pass(400, direction)),
                ("embrace", TwoPeople.Embrace(300, direction)),
                ("turn", TwoPeople.Turn(500)),
            }
        )
            for (var seed = 0; seed < 5; seed++)
            {
                var score = TrackedRoom.Score(
                    rig,
                    new Detector(rig, seed)
                    {
                        NoisePixels = 5,
                        Missed = 0.05,
                        IsConfused = true,
                    },
                    room
                );
                output.WriteLine($"{name} {seed}: {score}");
                Assert.True(score.Switches == 0, $"{name} {seed}: {score}");
            }
    }

    [Fact]
    public void Ids_are_kept_when_a_camera_drops_out_for_five_seconds()
    {
        var rig = MadeRig.Around(4);
        var detector = new Detector(rig, 7)
        {
            NoisePixels = 5,
            Missed = 0.1,
            Ghosts = 0.02,
            IsOn = (camera, instant) => camera != 1 || instant is < 150 or > 300,
        };
        var score = TrackedRoom.Score(rig, detector, Crowd.Walk(4, 600, 7));
        output.WriteLine(score.ToString());
        Assert.Equal(0, score.Switches);
        Assert.True(score.Idf1 >= 0.99, score.ToString());
    }

    [Fact]
    public void People_whom_only_two_cameras_see_keep_their_ids()
    {
        var rig = MadeRig.Around(4);
        var detector = new Detector(rig, 8)
        {
            NoisePixels = 5,
            Missed = 0.1,
            Ghosts = 0.02,
            CanSee = (camera, person) => camera == person || camera == (person + 1) % 4,
        };
        var score = TrackedRoom.Score(rig, detector, Crowd.Walk(4, 1800, 8));
        output.WriteLine(score.ToString());
        Assert.Equal(0, score.Switches);
        Assert.True(score.Idf1 >= 0.99, score.ToString());
    }
}
