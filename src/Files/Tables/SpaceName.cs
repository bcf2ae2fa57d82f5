namespace StreamLift.Files.Tables;

/// <summary>The names of spaces, as in the records.</summary>
internal static class SpaceName
{
    /// <summary>world or camera.</summary>
    public static string Of(MotionSpace space) => space == MotionSpace.World ? "world" : "camera";

    /// <exception cref="InvalidDataException">Another text.</exception>
    public static MotionSpace Parse(string text) =>
        text switch
        {
            "world" or "" => MotionSpace.World,
            "camera" => MotionSpace.Camera,
            _ => throw new InvalidDataException($"space is '{Poses.OneLine.Of(text, 20)}'; world or camera was expected"),
        };
}
