namespace StreamLift.Datasets.Scenes;

/// <summary>One person of a <see cref="WalkSimulation"/>: walks from place to place, and now and then stops, waves or sits down.</summary>
internal sealed class Walker
{
    private const double WalkingRadius = 340, // mm around the hip that nobody else enters
        SittingRadius = 620;
    private const double Acceleration = 1500; // mm/s²
    private const double TurnAcceleration = 9,
        FastestTurn = 2.6; // radians/s², radians/s
    private const double SitSeconds = 1.4,
        WaveSeconds = 0.7;
    private const double Stride = 1300; // two steps at full speed, mm
    private const double Patience = 9; // s until another goal is chosen

    private readonly Random _random;
    private readonly double _half;
    private readonly double _pace;
    private double _speed;
    private double _turn;
    private double _left; // s until the present activity ends
    private double _sit;
    private double _wave;
    private double _gait;
    private double _phase;
    private Activity _activity = Activity.Walk;

    public Walker(Random random, double side, double x, double y)
    {
        (_random, _half, X, Y) = (random, side / 2, x, y);
        _pace = 900 + (450 * random.NextDouble());
        Heading = 2 * Math.PI * random.NextDouble();
        _phase = 2 * Math.PI * random.NextDouble();
        Choose();
    }

    public double X { get; set; }

    public double Y { get; set; }

    public double Heading { get; private set; }

    /// <summary>The goal of the walk, mm.</summary>
    public (double X, double Y) Goal { get; private set; }

    /// <summary>Whether the person stays at a place.</summary>
    public bool IsPaused => _activity != Activity.Walk;

    /// <summary>The distance that others keep from the hip, mm.</summary>
    public double Radius => WalkingRadius + ((SittingRadius - WalkingRadius) * Math.Max(_sit, _wave * 0.5));

    public WalkerState State => new(X, Y, Heading, _phase, _gait, Smooth(_sit), Smooth(_wave));

    /// <summary>Moves on.</summary>
    /// <param name="dt">The step, s.</param>
    /// <param name="wanted">The direction to walk in, radians.</param>
    /// <param name="free">How free the way is: 0 (somebody is in front) to 1.</param>
    /// <param name="mayStay">Whether there is room to sit or wave.</param>
    public void Step(double dt, double wanted, double free, bool mayStay)
    {
        Decide(dt, mayStay);
        var error = IsPaused ? 0 : Math.IEEERemainder(wanted - Heading, 2 * Math.PI);
        var turn = Math.Clamp(3.5 * error, -FastestTurn, FastestTurn);
        _turn += Math.Clamp(turn - _turn, -TurnAcceleration * dt, TurnAcceleration * dt);
        Heading += _turn * dt;
        var target = IsPaused || _sit > 0.02 ? 0 : _pace * free * Math.Max(0.15, Math.Cos(error));
        _speed += Math.Clamp(target - _speed, -2 * Acceleration * dt, Acceleration * dt);
        X += _speed * dt * Math.Cos(Heading);
        Y += _speed * dt * Math.Sin(Heading);
        _gait = Math.Min(1, _speed / 1000);
        _phase += 2 * Math.PI * _speed * dt / (Stride * (0.5 + (0.5 * _gait)));
        _sit = Toward(_sit, _activity == Activity.Sit && _speed < 30 ? 1 : 0, dt / SitSeconds);
        _wave = Toward(_wave, _activity == Activity.Wave && _speed < 30 ? 1 : 0, dt / WaveSeconds);
    }

    /// <summary>Keeps the person on the ground where people walk.</summary>
    public void KeepInside() => (X, Y) = (Math.Clamp(X, -_half, _half), Math.Clamp(Y, -_half, _half));

    private void Decide(double dt, bool mayStay)
    {
        _left -= dt;
        var arrived = _activity == Activity.Walk && Math.Abs(X - Goal.X) < 250 && Math.Abs(Y - Goal.Y) < 250;
        if (!arrived && _left > 0)
            return;
        if (arrived && mayStay && _random.NextDouble() < 0.45)
        {
            _activity = _random.NextDouble() switch
            {
                < 0.35 => Activity.Stop,
                < 0.7 => Activity.Wave,
                _ => Activity.Sit,
            };
            _left = 2 + (3 * _random.NextDouble());
        }
        else
            Choose();
    }

    private void Choose()
    {
        (_activity, _left) = (Activity.Walk, Patience);
        for (var tries = 0; tries < 20; tries++)
        {
            Goal = (_half * ((2 * _random.NextDouble()) - 1), _half * ((2 * _random.NextDouble()) - 1));
            if (Math.Abs(Goal.X - X) + Math.Abs(Goal.Y - Y) > _half)
                return;
        }
    }

    private static double Toward(double value, double target, double step) => value + Math.Clamp(target - value, -step, step);

    private static double Smooth(double share) => share * share * (3 - (2 * share));

    private enum Activity
    {
        Walk,
        Stop,
        Wave,
        Sit,
    }
}
