namespace StreamLift.Datasets.Synthetic;

/// <summary>Builds a skeleton joint by joint. Directions are in the body's axes (right, forward, up), positions in the world's.</summary>
internal readonly ref struct BodyFrame
{
    private readonly Span<float> _world;
    private readonly double _forwardX;
    private readonly double _forwardY;
    private readonly double _scale;

    public BodyFrame(Span<float> world, double x, double y, double heading, double scale)
    {
        _world = world;
        (_forwardX, _forwardY, _scale) = (Math.Cos(heading), Math.Sin(heading), scale);
        (world[0], world[1], world[2]) = ((float)x, (float)y, 0f);
    }

    /// <summary>Adds a bone of a length in a direction, which is a unit vector.</summary>
    public void AddBone(int joint, int parent, double length, double right, double forward, double up)
    {
        var l = length * _scale;
        _world[3 * joint] = (float)(_world[3 * parent] + l * (right * _forwardY + forward * _forwardX));
        _world[3 * joint + 1] = (float)(_world[3 * parent + 1] + l * (-right * _forwardX + forward * _forwardY));
        _world[3 * joint + 2] = (float)(_world[3 * parent + 2] + l * up);
    }

    /// <summary>Moves the body vertically so that the lower of two joints is at a height.</summary>
    public void PlaceOnFloor(double height, int left, int right)
    {
        var lift = (float)height - Math.Min(_world[3 * left + 2], _world[3 * right + 2]);
        for (var i = 2; i < _world.Length; i += 3)
            _world[i] += lift;
    }
}
