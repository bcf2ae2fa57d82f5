using StreamLift.Capture.Geometry;

namespace StreamLift.Capture.Tests.Rooms;

/// <summary>What two people do with each other; 30 poses a second.</summary>
internal static class TwoPeople
{
    private const double Speed = 1200;

    /// <summary>They walk towards each other, pass at a shoulder's breadth, and walk on.</summary>
    public static Point3[][][] Pass(double asideMm, double direction) =>
        Of(120, direction, seconds => (Speed * (seconds - 2), -asideMm / 2, 0), seconds => (-Speed * (seconds - 2), asideMm / 2, Math.PI));

    /// <summary>They meet, stand face to face at a hand's breadth for two seconds, and walk back.</summary>
    public static Point3[][][] Embrace(double apartMm, double direction) =>
        Of(180, direction, seconds => (-Before(seconds, apartMm), 0, 0), seconds => (Before(seconds, apartMm), 0, Math.PI));

    /// <summary>They walk around each other twice, as in a dance.</summary>
    public static Point3[][][] Turn(double apartMm) =>
        Of(
            180,
            0,
            seconds => (apartMm / 2 * Math.Cos(2 * seconds), apartMm / 2 * Math.Sin(2 * seconds), (2 * seconds) + Math.PI),
            seconds => (-apartMm / 2 * Math.Cos(2 * seconds), -apartMm / 2 * Math.Sin(2 * seconds), 2 * seconds)
        );

    private static double Before(double seconds, double apartMm) => (apartMm / 2) + (Speed * Math.Max(0, Math.Abs(seconds - 3) - 1));

    private static Point3[][][] Of(int instants, double direction, params Func<double, (double Along, double Aside, double Heading)>[] people)
    {
        var (along, aside) = (new Point3(Math.Cos(direction), Math.Sin(direction), 0), new Point3(-Math.Sin(direction), Math.Cos(direction), 0));
        return
        [
            .. Enumerable
                .Range(0, instants)
                .Select(instant =>
                    people
                        .Select(person =>
                        {
                            var place = person(instant / Crowd.Rate);
                            return Walker.Pose((place.Along * along) + (place.Aside * aside), direction + place.Heading, 5.5 * place.Along / 1000);
                        })
                        .ToArray()
                ),
        ];
    }
}
