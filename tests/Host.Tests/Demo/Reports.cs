using StreamLift.Host.Demo;

namespace StreamLift.Host.Tests.Demo;

/// <summary>Reports to show.</summary>
internal static class Reports
{
    /// <summary>Figures as wide as a long run on a slow broker makes them.</summary>
    public static DemoReport Wide()
    {
        var errors = new ErrorTable();
        for (var camera = 0; camera < DemoScene.Cameras; camera++)
        for (var person = 0; person < DemoScene.People; person++)
            errors.Add(camera, person, 123.44 + camera);
        var room = new RoomErrors();
        for (var person = 0; person < DemoScene.People; person++)
            room.Add(person, 111.14, 222.24 + person);
        room.AddInstant(2);
        var window = new DemoWindow(86_400, 345_600_000, 345_600_000, 345_600_000, 256.4, 12_345.6, 98_765.4, 124.9);
        return new DemoReport
        {
            Elapsed = TimeSpan.FromSeconds(86_400),
            Now = window,
            Total = window,
            Duplicates = 123_456,
            InFlight = 123_456,
            Errors = errors,
            Room = room,
            AlignedError = 101.2,
        };
    }

    /// <summary>Before anything has been measured.</summary>
    public static DemoReport Empty()
    {
        var window = new DemoWindow(0, 0, 0, 0, double.NaN, double.NaN, double.NaN, double.NaN);
        return new DemoReport
        {
            Elapsed = TimeSpan.Zero,
            Now = window,
            Total = window,
            Duplicates = 0,
            InFlight = 0,
            Errors = new ErrorTable(),
            Room = new RoomErrors(),
            AlignedError = double.NaN,
        };
    }
}
