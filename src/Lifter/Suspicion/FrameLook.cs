using StreamLift.Wire.Messages;

namespace StreamLift.Lifter.Suspicion;

/// <summary>What one look at a frame finds: counts and ranges of the joints that are seen, in pixels or as given where the image is not known.</summary>
internal struct FrameLook
{
    /// <summary>Coordinates up to this are normalised: MediaPipe's go beyond 1 for joints outside the image.</summary>
    public const float MostNormalised = 2;

    private const int LeastJoints = 4;
    private const int LeastImage = 16;
    private const float Margin = 0.05f;

    /// <summary>People with enough joints.</summary>
    public int People;

    /// <summary>People whose coordinates are all normalised.</summary>
    public int NormalisedPeople;

    /// <summary>The joints seen of these people.</summary>
    public int Joints;

    /// <summary>Joints outside the image, by more than a margin.</summary>
    public int Outside;

    /// <summary>Joints outside the image with width and height exchanged.</summary>
    public int OutsideSwapped;

    /// <summary>Joints at exactly 0, 0.</summary>
    public int AtOrigin;

    /// <summary>Joints with a negative coordinate.</summary>
    public int Negative;

    /// <summary>The least and greatest coordinate.</summary>
    public (float Least, float Most) Range;

    /// <summary>The least and greatest score.</summary>
    public (float Least, float Most) Scores;

    /// <summary>The farthest joint to the right and down, in widths and heights of the image.</summary>
    public float Farthest;

    /// <summary>Depends on all numbers: the same for the same people at the same places.</summary>
    public ulong Fingerprint;

    /// <summary>Whether everybody in the frame has normalised coordinates, beside an image in pixels.</summary>
    public readonly bool IsNormalised => People > 0 && NormalisedPeople == People;

    /// <summary>Looks at a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="image">Its image.</param>
    /// <param name="leastScore">A joint with a lower score is not seen.</param>
    /// <param name="points">Where its layout has the points of the body.</param>
    /// <param name="votes">Receives what its people say about up and down, left and right.</param>
    public static FrameLook At(KeypointFrame frame, in FrameImage image, float leastScore, BodyPoints points, ref PersonVotes votes)
    {
        var look = new FrameLook { Range = (float.MaxValue, float.MinValue), Scores = (float.MaxValue, float.MinValue) };
        for (var i = 0; i < frame.PersonCount; i++)
        {
            var keypoints = frame.Keypoints(i);
            if (keypoints.Length != 3 * frame.Layout.Count)
                continue;
            var person = default(FrameLook);
            person.Range = person.Scores = (float.MaxValue, float.MinValue);
            person.AddJoints(keypoints, image, leastScore);
            if (person.Joints < LeastJoints)
                continue;
            look.AddPerson(person, image);
            votes.Add(points, keypoints);
        }

        return look;
    }

    private void AddJoints(ReadOnlySpan<float> keypoints, in FrameImage image, float leastScore)
    {
        var (width, height) = ((float)image.Width, (float)image.Height);
        var (wider, higher) = (Margin * width, Margin * height);
        for (var i = 0; i + 2 < keypoints.Length; i += 3)
        {
            var score = keypoints[i + 2];
            if (!(score > 0) || score < leastScore)
                continue;
            var (x, y) = (keypoints[i] * image.ScaleX, keypoints[i + 1] * image.ScaleY);
            Joints++;
            AtOrigin += x == 0 && y == 0 ? 1 : 0;
            Negative += x < 0 || y < 0 ? 1 : 0;
            Range = (Math.Min(Range.Least, Math.Min(x, y)), Math.Max(Range.Most, Math.Max(x, y)));
            Scores = (Math.Min(Scores.Least, score), Math.Max(Scores.Most, score));
            Outside += x < -wider || y < -higher || x > width + wider || y > height + higher ? 1 : 0;
            OutsideSwapped += x < -higher || y < -wider || x > height + higher || y > width + wider ? 1 : 0;
            Farthest = Math.Max(Farthest, Math.Max(x / width, y / height));
            Fingerprint = ((Fingerprint ^ BitConverter.SingleToUInt32Bits(x)) * 0x9E3779B97F4A7C15) ^ BitConverter.SingleToUInt32Bits(y);
        }
    }

    private void AddPerson(in FrameLook person, in FrameImage image)
    {
        People++;
        var isNormalised =
            image.Width >= LeastImage
            && image.Height >= LeastImage
            && person.Range.Most <= MostNormalised
            && person.Range.Least >= -MostNormalised
            && person.Range.Most > person.Range.Least;
        NormalisedPeople += isNormalised ? 1 : 0;
        Joints += person.Joints;
        Outside += person.Outside;
        OutsideSwapped += person.OutsideSwapped;
        AtOrigin += person.AtOrigin;
        Negative += person.Negative;
        Range = (Math.Min(Range.Least, person.Range.Least), Math.Max(Range.Most, person.Range.Most));
        Scores = (Math.Min(Scores.Least, person.Scores.Least), Math.Max(Scores.Most, person.Scores.Most));
        Farthest = Math.Max(Farthest, person.Farthest);
        Fingerprint = (Fingerprint * 0x9E3779B97F4A7C15) + person.Fingerprint;
    }
}

/// <summary>The image of a frame, as far as it is known.</summary>
/// <param name="Width">The width, px.</param>
/// <param name="Height">The height, px.</param>
/// <param name="IsAssumed">Whether the size is the model card's, because nobody gives it.</param>
/// <param name="IsSwapped">Whether the stream's camera has the same size with width and height exchanged.</param>
/// <param name="ScaleX">Pixels of the frame's own x coordinates: 1, or the width where they are normalised.</param>
/// <param name="ScaleY">Pixels of the frame's own y coordinates.</param>
internal readonly record struct FrameImage(int Width, int Height, bool IsAssumed, bool IsSwapped, float ScaleX = 1, float ScaleY = 1);
