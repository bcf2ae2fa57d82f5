using System.Numerics;
using StreamLift.Files;
using StreamLift.Poses;
using StreamLift.Rigs;

namespace StreamLift.Host.Record.Writing;

/// <summary>Finds the axis of a rig's world that points up, which records do not say.</summary>
/// <param name="given">The axis of <c>--up</c>; null: not given.</param>
/// <param name="rigs">The rigs of <c>--rig</c>; null: not given.</param>
/// <param name="note">Receives a line for the user.</param>
internal sealed class UpAxis(WorldUp? given, RigCatalogue? rigs, Action<string> note)
{
    // h36m17
    private const int Head = 10;
    private const int RightFoot = 3;
    private const int LeftFoot = 6;

    private readonly Dictionary<string, WorldUp> _known = new(StringComparer.Ordinal);

    /// <summary>
    /// The axis: the one given, else that of the rig file, else the one along which people's heads are above their feet. Once it is told, it stays: a rig has
    /// one world, whoever comes later.
    /// </summary>
    /// <param name="rig">The rig's name.</param>
    /// <param name="instants">The first instants.</param>
    public WorldUp Of(string rig, IEnumerable<MotionInstant> instants)
    {
        if (_known.TryGetValue(rig, out var known))
            return known;
        var said = given ?? OfFile(rig);
        var seen = Seen(instants);
        if (said is not null || seen is not null)
            _known.Add(rig, said ?? seen!.Value);
        if (said is null)
        {
            if (seen is not null and not WorldUp.Z)
                note($"note: rig {OneLine.Of(rig)}: {seen.Value.Symbol()} is taken as up, told by the people; --up or --rig says another");
            return seen ?? WorldUp.Z;
        }

        if (seen is { } axis && axis != said)
            note(
                $"warning: rig {OneLine.Of(rig)}: {said.Value.Symbol()} is up, but the heads of the people are above their feet along {axis.Symbol()}; "
                    + "--up says another"
            );
        return said.Value;
    }

    private WorldUp? OfFile(string rig)
    {
        if (rigs is null)
            return null;
        var found = rigs.Rigs.FirstOrDefault(one => one.Name == rig)
            ?? rigs.Rigs.FirstOrDefault(one => rig.EndsWith($"/{one.Name}", StringComparison.Ordinal))
            ?? (rigs.Rigs.Count == 1 ? rigs.Rigs[0] : null); // a take of the only rig has the take's name
        if (found is null)
            note($"warning: rig {OneLine.Of(rig)} is not in the file of --rig, so the people tell which axis is up; --up says it");
        return found?.Up;
    }

    // null where nobody is upright
    private static WorldUp? Seen(IEnumerable<MotionInstant> instants)
    {
        var (sum, count) = (Vector3.Zero, 0);
        foreach (var instant in instants)
            for (var person = 0; person < instant.PersonCount; person++)
            {
                var upwards = At(instant[person], Head) - ((At(instant[person], RightFoot) + At(instant[person], LeftFoot)) / 2);
                if (float.IsFinite(upwards.X + upwards.Y + upwards.Z))
                    (sum, count) = (sum + upwards, count + 1);
            }
        if (count == 0)
            return null;
        var up = Vector3.Normalize(sum);
        foreach (var axis in Enum.GetValues<WorldUp>())
        {
            var (x, y, z) = axis.Direction();
            if (Vector3.Dot(up, new Vector3((float)x, (float)y, (float)z)) > 0.8f)
                return axis;
        }

        return null;
    }

    private static Vector3 At(MotionPerson person, int joint) => new(person.Joints.AsSpan(3 * joint, 3));
}
