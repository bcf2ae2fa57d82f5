namespace StreamLift.Datasets.Scenes;

/// <summary>
/// People who walk among each other on a square: each steers toward its goal, keeps to the right of others and lets them pass, and nobody is ever inside
/// anybody else. Simulated once, in steps of 20 ms.
/// </summary>
internal static class WalkSimulation
{
    /// <summary>Seconds between two states.</summary>
    public const double Step = 0.02;

    private const double Sight = 1500; // mm within which others are avoided
    private const double Wall = 300; // mm before the edge of the ground
    private const double RoomToStay = 1300; // mm to the nearest person
    private const int Separations = 4;

    /// <summary>The states of each person, from time 0.</summary>
    public static WalkerState[][] Run(int people, double seconds, int seed)
    {
        var (random, side, steps) = (new Random(seed), Room.Side(people), (int)Math.Ceiling(seconds / Step) + 2);
        var walkers = Enter(people, side, random);
        var states = walkers.Select(_ => new WalkerState[steps]).ToArray();
        for (var step = 0; step < steps; step++)
        {
            for (var i = 0; i < people; i++)
                states[i][step] = walkers[i].State;
            for (var i = 0; i < people; i++)
                Move(walkers, i, side / 2);
            for (var round = 0; round < Separations; round++)
                Separate(walkers);
        }
        return states;
    }

    private static Walker[] Enter(int people, double side, Random random)
    {
        var across = (int)Math.Ceiling(Math.Sqrt(people));
        var cell = side / across;
        return
        [
            .. Enumerable
                .Range(0, people)
                .Select(i => new Walker(
                    new Random(random.Next()),
                    side,
                    (((i % across) + 0.5) * cell) - (side / 2),
                    (((i / across) + 0.5) * cell) - (side / 2)
                )),
        ];
    }

    private static void Move(Walker[] walkers, int index, double half)
    {
        var me = walkers[index];
        var (goalX, goalY) = Unit(me.Goal.X - me.X, me.Goal.Y - me.Y);
        var (x, y, free, nearest) = (goalX, goalY, 1.0, double.MaxValue);
        foreach (var other in walkers)
        {
            if (ReferenceEquals(me, other))
                continue;
            var (awayX, awayY) = (me.X - other.X, me.Y - other.Y);
            var distance = Math.Max(1, Math.Sqrt((awayX * awayX) + (awayY * awayY)));
            nearest = Math.Min(nearest, distance);
            var gap = distance - me.Radius - other.Radius;
            if (gap > Sight)
                continue;
            (awayX, awayY) = (awayX / distance, awayY / distance);
            // Away from the other, and past it: everybody keeps to the same side.
            var push = 1.6 * Math.Pow(1 - (Math.Max(0, gap) / Sight), 2);
            x += push * (awayX + (0.9 * awayY));
            y += push * (awayY - (0.9 * awayX));
            var ahead = -(awayX * Math.Cos(me.Heading)) - (awayY * Math.Sin(me.Heading));
            if (ahead > 0.5)
                free = Math.Min(free, Math.Clamp(gap / 500, 0, 1));
        }
        x += Edge(me.X, half);
        y += Edge(me.Y, half);
        me.Step(Step, Math.Atan2(y, x), free, nearest > RoomToStay);
        me.KeepInside();
    }

    /// <summary>Moves those apart who are too near. Who stays at a place is not moved by who walks.</summary>
    private static void Separate(Walker[] walkers)
    {
        for (var i = 0; i < walkers.Length; i++)
        for (var j = i + 1; j < walkers.Length; j++)
        {
            var (a, b) = (walkers[i], walkers[j]);
            var (x, y) = (a.X - b.X, a.Y - b.Y);
            var distance = Math.Sqrt((x * x) + (y * y));
            var overlap = a.Radius + b.Radius - distance;
            if (overlap <= 0)
                continue;
            var (ux, uy) = Unit(x, y);
            var share =
                a.IsPaused == b.IsPaused ? 0.5
                : a.IsPaused ? 0
                : 1;
            (a.X, a.Y) = (a.X + (share * overlap * ux), a.Y + (share * overlap * uy));
            (b.X, b.Y) = (b.X - ((1 - share) * overlap * ux), b.Y - ((1 - share) * overlap * uy));
            a.KeepInside();
            b.KeepInside();
        }
    }

    private static double Edge(double at, double half) => 2 * (Math.Max(0, -half + Wall - at) - Math.Max(0, at - half + Wall)) / Wall;

    private static (double X, double Y) Unit(double x, double y)
    {
        var length = Math.Sqrt((x * x) + (y * y));
        return length > 1e-9 ? (x / length, y / length) : (1, 0);
    }
}
