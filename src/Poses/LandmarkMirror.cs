namespace StreamLift.Poses;

/// <summary>The landmark that one becomes when left and right swap; those in the middle stay.</summary>
internal static class LandmarkMirror
{
    private const string Left = "Left";
    private const string Right = "Right";

    public static Landmark Mirrored(this Landmark landmark)
    {
        var name = landmark.ToString();
        if (name.StartsWith(Left, StringComparison.Ordinal))
            return Enum.Parse<Landmark>(Right + name[Left.Length..]);
        if (name.StartsWith(Right, StringComparison.Ordinal))
            return Enum.Parse<Landmark>(Left + name[Right.Length..]);
        return landmark;
    }
}
