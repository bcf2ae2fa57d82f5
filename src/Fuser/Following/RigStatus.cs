using System.Globalization;
using StreamLift.Fuser.Rigs;

namespace StreamLift.Fuser.Following;

/// <summary>
/// What is known of a rig, for gauges and the log. One thread writes; any thread reads numbers that may be of two different moments.
/// </summary>
/// <param name="rig">The rig.</param>
public sealed class RigStatus(NamedRig rig)
{
    private readonly Lock _logging = new();
    private (long Instants, long People, long Views, long LeftOut) _logged;
    private long _instants;
    private long _people;
    private long _views;
    private long _leftOut;

    /// <summary>The rig's name.</summary>
    public string Rig => rig.Rig.Name;

    /// <summary>The cameras, in the rig's order.</summary>
    public IReadOnlyList<CameraStatus> Cameras { get; } = [.. rig.Rig.Cameras.Select(camera => new CameraStatus(camera.Stream))];

    /// <summary>The instants that were closed since the assignment.</summary>
    public long Instants => Volatile.Read(ref _instants);

    /// <summary>The people at the last instant.</summary>
    public int Tracks { get; private set; }

    /// <summary>A line of what happened since the last such line, for the log; null where nothing has. Any thread.</summary>
    public string? Unlogged()
    {
        lock (_logging)
        {
            var (instants, people, views, leftOut) = (
                Instants - _logged.Instants,
                Volatile.Read(ref _people) - _logged.People,
                Volatile.Read(ref _views) - _logged.Views,
                Volatile.Read(ref _leftOut) - _logged.LeftOut
            );
            _logged = (_logged.Instants + instants, _logged.People + people, _logged.Views + views, _logged.LeftOut + leftOut);
            return instants == 0
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"rig {Rig}: {instants} instants, {Ratio(people, instants):0.0} people at each, {Ratio(views, people):0.0} views of each"
                        + $"{(leftOut > 0 ? $", {leftOut} people left out (more than 32 in a view, or 64 in the rig)" : "")}; "
                        + $"{string.Join("; ", Cameras.Select(camera => camera.ToString()))}"
                );
        }
    }

    internal void AddInstant(int people, int views)
    {
        (_people, _views, Tracks) = (_people + people, _views + views, people);
        Volatile.Write(ref _instants, _instants + 1);
    }

    internal void AddLeftOut(long people) => Volatile.Write(ref _leftOut, _leftOut + people);

    private static double Ratio(long of, long to) => to == 0 ? 0 : (double)of / to;
}
