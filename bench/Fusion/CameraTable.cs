namespace StreamLift.Bench;

/// <summary>Cameras against error, with and without the lifter.</summary>
internal static class CameraTable
{
    public static void Print(IReadOnlyList<SeenTake> takes, Lifting lifting)
    {
        foreach (var take in takes)
            lifting.Lift(take);
        foreach (var cameras in new int[][] { [0, 1, 2, 3], [0, 1, 2], [0, 3], [0, 1] })
        {
            var (with, without) = (Scores.Of(takes, cameras, true), Scores.Of(takes, cameras, false));
            if (cameras.Length > 1)
                Console.Write($"least squares {Triangulated.Of(takes, cameras).Absolute:0.00} mm; ");
            Console.WriteLine($"{string.Join(",", cameras)}: without {without.Absolute:0.00} ({without.Relative:0.00}), with {with.Absolute:0.00} ({with.Relative:0.00}) mm, {with.Frames} frames; root {without.Root:0.0} {with.Root:0.0}\n   with {with.Sigma}\n   without {without.Sigma}\n   {string.Join(' ', with.ByJoint.Select(e => $"{e / with.Frames:0.0}"))}\n   {string.Join(' ', without.ByJoint.Select(e => $"{e / with.Frames:0.0}"))}");
        }
    }
}
