using System.Globalization;

namespace StreamLift.Bench;

/// <summary>
/// Error, jitter and lag of joints. Jitter is how much the error changes from instant to instant. The lag is the time by which the truth would have to be
/// delayed to fit best: the error along the velocity, by least squares.
/// </summary>
internal sealed class SmoothingScore
{
    // mm/ms: a joint at rest, a slow one, and a fast one such as a foot that swings.
    private const double Rest = 0.05,
        Slow = 0.5,
        Fast = 1;

    private readonly Dictionary<int, (double Time, float[] Truth, float[] Joints)> _before = [];
    private readonly Mean _error = new(),
        _errorAtRest = new(),
        _errorFast = new(),
        _jitter = new(),
        _jitterAtRest = new(),
        _lag = new(),
        _lagSlow = new(),
        _lagFast = new();

    public void Add(int person, double time, float[] truth, float[] joints)
    {
        if (_before.TryGetValue(person, out var before) && time - before.Time is > 0 and < 100)
            for (var i = 0; i < joints.Length; i += 3)
                Add(time - before.Time, before.Truth.AsSpan(i, 3), truth.AsSpan(i, 3), before.Joints.AsSpan(i, 3), joints.AsSpan(i, 3));
        _before[person] = (time, [.. truth], [.. joints]);
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{_error.Value:F1} | {_errorAtRest.Value:F1} | {_errorFast.Value:F1} | {_jitter.Value:F1} | "
                + $"{_jitterAtRest.Value:F1} | {_lag.Value:F0} | {_lagSlow.Value:F0} | {_lagFast.Value:F0} |"
        );

    private void Add(double elapsed, Span<float> truthBefore, Span<float> truth, Span<float> jointBefore, Span<float> joint)
    {
        double error = 0,
            change = 0,
            speed = 0,
            along = 0;
        for (var axis = 0; axis < 3; axis++)
        {
            var (now, then) = (joint[axis] - truth[axis], jointBefore[axis] - truthBefore[axis]);
            var velocity = (truth[axis] - truthBefore[axis]) / elapsed;
            (error, change) = (error + (now * now), change + ((now - then) * (now - then)));
            (speed, along) = (speed + (velocity * velocity), along - (velocity * (now + then) / 2));
        }
        (error, change) = (Math.Sqrt(error), Math.Sqrt(change));
        _error.Add(error);
        _jitter.Add(change);
        _lag.Add(along, speed);
        speed = Math.Sqrt(speed);
        if (speed < Rest)
        {
            _errorAtRest.Add(error);
            _jitterAtRest.Add(change);
        }
        else if (speed < Slow)
            _lagSlow.Add(along, speed * speed);
        else if (speed > Fast)
        {
            _errorFast.Add(error);
            _lagFast.Add(along, speed * speed);
        }
    }
}
