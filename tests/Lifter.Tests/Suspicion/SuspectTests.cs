using StreamLift.Lifter.Suspicion;

namespace StreamLift.Lifter.Tests.Suspicion;

/// <summary>Each suspicion, and what looks like it and is right.</summary>
public sealed class SuspectTests : IDisposable
{
    private const int Face = 4; // joints 0 to 4 of coco17
    private const int LeftShoulder = 5;
    private const int RightShoulder = 6;

    private readonly Watched _stream = new();

    public void Dispose() => _stream.Dispose();

    [Fact]
    public void Coordinates_of_0_to_1_beside_pixels_are_told_at_the_first_frame()
    {
        _stream.Place = (_, x, y) => (x / 1920, y / 1080);
        _stream.Send();
        Says("all coordinates lie in 0.18…0.85 beside an image of 1920x1080 px: they are likely normalised to 0…1; set --normalised");
    }

    [Fact]
    public void Coordinates_of_minus_1_to_1_are_told_with_their_own_remedy()
    {
        _stream.Place = (_, x, y) => ((x / 960) - 1, (y / 540) - 1);
        _stream.Send();
        Says("they are likely normalised to −1…1; send pixels, x = (x + 1) / 2 · width");
    }

    [Fact]
    public void Joints_outside_the_image_are_told()
    {
        _stream.Place = (_, x, y) => (2.5f * x, 2.5f * y);
        _stream.Send(10);
        Says("of the joints are outside the image of 1920x1080 px: the size is likely wrong");
    }

    [Fact]
    public void Joints_outside_that_fit_the_exchanged_size_are_told_with_it()
    {
        _stream.Image = new FrameImage(1080, 1920, IsAssumed: false, IsSwapped: false);
        _stream.Place = (_, x, y) => (x + 300, y);
        _stream.Send(10);
        Says("outside the image of 1080x1920 px: the size is likely wrong, perhaps width and height are exchanged (the joints fit 1920x1080 px)");
    }

    [Fact]
    public void Person_half_outside_the_image_is_right()
    {
        _stream.Place = (_, x, y) => (x, y + 500);
        _stream.Send(600);
        Assert.Empty(_stream.Lines);
    }

    [Fact]
    public void Portrait_image_given_as_landscape_is_told()
    {
        _stream.Place = (_, x, y) => (x * 1080 / 1920, y * 1920 / 1080);
        _stream.Send(10);
        Says("the joints fit an image of 1080x1920 px, not 1920x1080: width and height are likely exchanged");
    }

    [Fact]
    public void Size_that_is_the_cameras_turned_by_a_quarter_is_told()
    {
        _stream.Image = _stream.Image with { IsSwapped = true };
        _stream.Send();
        Says("width and height are likely exchanged");
    }

    [Fact]
    public void Image_size_that_nobody_gives_is_told()
    {
        _stream.Image = new FrameImage(1000, 1002, IsAssumed: true, IsSwapped: false);
        _stream.Send(600);
        Says("its frames have no \"image\", and neither --image nor --cameras gives its size: the 1000x1002 px of the model's card are likely wrong");
    }

    [Fact]
    public void Everybody_upside_down_for_ten_seconds_is_told()
    {
        _stream.Place = (_, x, y) => (x, 1080 - y);
        _stream.Send(3000);
        Says("100 % of the people have the shoulders below the hips: the camera likely hangs upside down, or y points up");
    }

    [Fact]
    public void Handstand_of_eight_seconds_is_right()
    {
        _stream.Place = (_, x, y) => (x, 1080 - y);
        _stream.Send(240);
        _stream.Place = (_, x, y) => (x, y);
        _stream.Send(6000);
        Assert.Empty(_stream.Lines);
    }

    [Fact]
    public void Handstand_at_the_start_does_not_show_a_mirrored_face()
    {
        _stream.Place = (_, x, y) => (1920 - x, 1080 - y);
        _stream.Send(250);
        _stream.Place = (_, x, y) => (x, y);
        _stream.Send(6000);
        Assert.Empty(_stream.Lines);
    }

    [Fact]
    public void Person_who_lies_is_right()
    {
        _stream.Place = (_, x, y) => (y + 300, x - 500);
        _stream.Send(6000);
        Assert.Empty(_stream.Lines);
    }

    [Fact]
    public void Faces_with_left_and_right_exchanged_are_told()
    {
        _stream.Joint = Mirrored;
        _stream.Send(400);
        Says("100 % of the faces have the left eye on the left of the image: left and right are likely exchanged");
    }

    [Fact]
    public void Person_seen_from_behind_is_right_when_the_face_has_low_scores()
    {
        _stream.Joint = Mirrored;
        _stream.Score = joint => joint <= Face ? 0.2f : 0.8f + (0.01f * joint);
        _stream.Send(6000);
        Assert.Empty(_stream.Lines);
    }

    [Fact]
    public void Person_seen_from_behind_is_right_when_all_scores_are_1()
    {
        _stream.Joint = Mirrored;
        _stream.Score = _ => 1;
        _stream.Send(6000);
        Assert.Empty(_stream.Lines);
    }

    [Fact]
    public void Body_exchanged_without_the_face_is_told()
    {
        _stream.Joint = joint => joint <= Face ? joint : Mirrored(joint);
        _stream.Send(400);
        Says("100 % of the people have the shoulders the other way round than the eyes");
    }

    [Fact]
    public void Person_who_looks_over_the_shoulder_now_and_then_is_right()
    {
        for (var turn = 0; turn < 30; turn++)
        {
            _stream.Joint = turn % 3 == 0 ? joint => joint is LeftShoulder or RightShoulder ? Mirrored(joint) : joint : joint => joint;
            _stream.Send(40);
        }
        Assert.Empty(_stream.Lines);
    }

    [Fact]
    public void Stream_that_repeats_one_frame_is_told()
    {
        _stream.Moves = false;
        _stream.Send(70);
        Says("frames are exactly the same: the detector or the file likely repeats one frame");
    }

    [Fact]
    public void Person_who_stays_still_for_a_second_is_right()
    {
        for (var i = 0; i < 20; i++)
        {
            _stream.Moves = false;
            _stream.Send(30);
            _stream.Moves = true;
            _stream.Send(5);
        }
        Assert.Empty(_stream.Lines);
    }

    [Fact]
    public void Scores_that_are_all_the_same_are_told()
    {
        _stream.Score = _ => 0.5f;
        _stream.Send(100);
        Says("every score is 0.5: the detector's own scores are likely lost");
    }

    [Fact]
    public void Scores_of_1_are_right()
    {
        _stream.Score = _ => 1;
        _stream.Send(6000);
        Assert.Empty(_stream.Lines);
    }

    [Fact]
    public void Joints_at_the_origin_with_a_score_are_told()
    {
        _stream.Place = (joint, x, y) => joint > 14 ? (0, 0) : (x, y);
        _stream.Score = _ => 1;
        _stream.Send(10);
        Says("20 joints have a score above 0 and lie at 0, 0: they are likely joints that were not seen; send these with score 0");
    }

    private static int Mirrored(int joint) => joint == 0 ? 0 : ((joint - 1) ^ 1) + 1;

    private void Says(string text) => Assert.Contains(text, Assert.Single(_stream.Lines), StringComparison.Ordinal);
}
