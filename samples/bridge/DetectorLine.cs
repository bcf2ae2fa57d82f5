using System.Text.Json;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Bridge;

/// <summary>
/// One frame as the detector prints it, on one line:
/// <c>{"stream":"cam-1","frame":7,"width":1920,"height":1080,"keypoints":[[[x,y,score],…],…]}</c>, with the joints of each person in the order of the layout.
/// </summary>
/// <param name="Stream">The camera.</param>
/// <param name="Frame">The number of the frame within the stream.</param>
/// <param name="Keypoints">x, y and score of each joint of each person.</param>
/// <param name="Width">The image's width in pixels; may be left out.</param>
/// <param name="Height">The image's height in pixels; may be left out.</param>
internal sealed record DetectorLine(string Stream, long Frame, float[][][] Keypoints, int Width = 0, int Height = 0)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Parses a line.</summary>
    /// <exception cref="JsonException">It is not a frame.</exception>
    public static DetectorLine Parse(string line) => JsonSerializer.Deserialize<DetectorLine>(line, Strict) ?? throw new JsonException("the line is null");

    /// <summary>Fills a keypoint frame.</summary>
    /// <param name="frame">The frame, which loses its content.</param>
    /// <param name="layout">The detector's layout.</param>
    /// <param name="now">The capture time.</param>
    /// <exception cref="ArgumentException">The number of keypoints is not that of the layout.</exception>
    public void Fill(KeypointFrame frame, Skeleton layout, DateTimeOffset now)
    {
        frame.Begin(Stream, Frame, now.ToUnixTimeMilliseconds(), layout, Width, Height);
        for (var person = 0; person < Keypoints.Length; person++)
            frame.AddPerson(person, float.NaN, Array.ConvertAll(Keypoints[person], Joint).SelectMany(joint => joint).ToArray());
    }

    private static float[] Joint(float[] joint) => joint is { Length: 3 } ? joint : throw new ArgumentException("a joint is [x, y, score]");
}
