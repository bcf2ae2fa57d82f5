using System.Globalization;
using StreamLift.Capture.Views;

namespace StreamLift.Bench;

/// <summary>The table of cameras against error, with and without the lifter, and the fit of sigma.</summary>
internal static class CameraTable
{
    public static void Print(IReadOnlyList<SeenTake> takes)
    {
        Console.WriteLine("| cameras | least squares | without lifter | with lifter | sigma without | sigma with |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var cameras in new int[][] { [0, 1, 2, 3], [0, 1, 2], [0, 1], [0, 3] })
            Print(takes, cameras, Triangulated.Of(takes, cameras).Absolute);
    }

    /// <summary>Four cameras, of which each joint is hidden from three in some instants.</summary>
    public static void PrintHidden(IReadOnlyList<SeenTake> takes)
    {
        var scores = Scores.Of(takes, [0, 1, 2, 3], isLifted: true, change: Hide);
        Console.WriteLine($"every third joint seen by one camera: {scores.Sigma}");
    }

    private static void Hide(ViewFrame view, int frame)
    {
        for (var joint = 0; joint < ViewFrame.BodyJoints; joint++)
            if ((joint + frame) % 3 == 0 && (joint + (frame / 3)) % 4 != view.Camera)
                view.Body(0)[(3 * joint) + 2] = 0;
    }

    private static void Print(IReadOnlyList<SeenTake> takes, int[] cameras, double bound)
    {
        var (with, without) = (Scores.Of(takes, cameras, isLifted: true), Scores.Of(takes, cameras, isLifted: false));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {string.Join(", ", cameras)} | {bound:0.0} | {without.Absolute:0.0} | {with.Absolute:0.0} | {without.Sigma} | {with.Sigma} |"
            )
        );
    }
}
