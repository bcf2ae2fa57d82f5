using StreamLift.Capture.Geometry;

namespace StreamLift.Capture.Tests.Rooms;

/// <summary>People who walk from goal to goal in a room of 4 x 4 m, and step aside before they run into each other; 30 poses a second.</summary>
internal static class Crowd
{
    public const double Rate = 30;

    private const double Half = 1700;
    private const double Nearest = 450;

    /// <summary>The poses: [instant][person][joint].</summary>
    public static Point3[][][] Walk(int people, int instants, int seed)
    {
        var random = new Random(seed);
        double Coordinate() => Half * ((2 * random.NextDouble()) - 1);
        var at = Enumerable.Range(0, people).Select(i => new Point3((i % 2 * 1800) - 900, (i / 2 * 1800) - 900, 0)).ToArray();
        var goals = at.Select(_ => new Point3(Coordinate(), Coordinate(), 0)).ToArray();
        var velocities = new Point3[people];
        var (headings, phases) = (at.Select(_ => 6 * random.NextDouble()).ToArray(), at.Select(_ => 6 * random.NextDouble()).ToArray());
        var poses = new Point3[instants][][];
        for (var instant = 0; instant < instants; instant++)
        {
            poses[instant] = [.. at.Select((place, i) => Walker.Pose(place, headings[i], phases[i], 0.94 + (0.04 * (i % 4))))];
            for (var i = 0; i < people; i++)
            {
                if (at[i].To(goals[i]) < 200)
                    goals[i] = new Point3(Coordinate(), Coordinate(), 0);
                var wanted = (900 + (150 * (i % 4))) * (goals[i] - at[i]).Unit;
                for (var other = 0; other < people; other++)
                    if (other != i && at[i] - at[other] is var away && away.Length < 900)
                        wanted += (1200 * (900 - away.Length) / 450 * away.Unit) + (300 * new Point3(-away.Unit.Y, away.Unit.X, 0));
                velocities[i] += 0.15 * (wanted - velocities[i]);
                var step = velocities[i] / Rate;
                at[i] += step;
                phases[i] += 2 * Math.PI * step.Length / 1300;
                headings[i] += 0.15 * Math.IEEERemainder(Math.Atan2(velocities[i].Y, velocities[i].X) - headings[i], 2 * Math.PI);
            }
            for (var i = 0; i < people; i++)
            for (var other = 0; other < i; other++)
                if (at[i] - at[other] is var away && away.Length < Nearest)
                    (at[i], at[other]) = (at[i] + ((Nearest - away.Length) / 2 * away.Unit), at[other] - ((Nearest - away.Length) / 2 * away.Unit));
        }
        return poses;
    }
}
