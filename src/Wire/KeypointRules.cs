namespace StreamLift.Wire;

/// <summary>What a joint's three numbers say.</summary>
internal static class KeypointRules
{
    /// <summary>Whether the joint was seen: a place in the image, and a score above 0. (What is <c>null</c> in JSON is NaN until then.)</summary>
    /// <param name="joint">x, y, score.</param>
    public static bool IsSeen(ReadOnlySpan<float> joint) => float.IsFinite(joint[0]) && float.IsFinite(joint[1]) && float.IsFinite(joint[2]) && joint[2] > 0;
}
