using System.Numerics;

namespace StreamLift.Datasets.Scenes;

/// <summary>Distances between lines of sight and bones.</summary>
internal static class Segments
{
    /// <summary>The least distance between two segments, and how far along them it is (0 to 1).</summary>
    /// <remarks>C. Ericson, Real-Time Collision Detection (2005), section 5.1.9.</remarks>
    public static (float Distance, float AlongA, float AlongB) Nearest(Vector3 fromA, Vector3 toA, Vector3 fromB, Vector3 toB)
    {
        var (a, b, between) = (toA - fromA, toB - fromB, fromA - fromB);
        var (aa, bb, ab) = (Vector3.Dot(a, a), Vector3.Dot(b, b), Vector3.Dot(a, b));
        var (ar, br) = (Vector3.Dot(a, between), Vector3.Dot(b, between));
        var determinant = (aa * bb) - (ab * ab);
        var s = determinant > 1e-6f * aa * bb ? Math.Clamp(((ab * br) - (ar * bb)) / determinant, 0, 1) : 0;
        var t = bb > 0 ? ((ab * s) + br) / bb : 0;
        if (t is < 0 or > 1 || bb == 0)
        {
            t = Math.Clamp(t, 0, 1);
            s = aa > 0 ? Math.Clamp(((ab * t) - ar) / aa, 0, 1) : 0;
        }
        return (Vector3.Distance(fromA + (s * a), fromB + (t * b)), s, t);
    }
}
