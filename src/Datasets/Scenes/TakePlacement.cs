using System.Numerics;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Scenes;

/// <summary>
/// Turns and shifts recorded takes so that nobody is inside anybody else, as near to the middle of the cameras as there is room. The ground grows until all
/// have a place.
/// </summary>
internal static class TakePlacement
{
    private const double Step = 0.1; // s between the compared poses
    private const double LeastHips = 600,
        LeastJoints = 150; // mm between two people
    private const int TriesBeforeGrowth = 100;

    /// <summary>Places each take.</summary>
    /// <param name="people">The takes.</param>
    /// <param name="seconds">The length of the scene.</param>
    /// <param name="middle">The point of the floor that the cameras look at.</param>
    /// <param name="seed">The seed of the places.</param>
    public static void Place(IReadOnlyList<RecordedPerson> people, double seconds, Vector2 middle, int seed)
    {
        var random = new Random(seed);
        var steps = (int)(seconds / Step) + 1;
        var placed = new List<float[]>();
        foreach (var person in people)
        {
            person.Place = default;
            var path = Path(person, steps);
            var centre = Centre(path);
            var half = Room.Side(people.Count) / 4;
            for (var tries = 1; ; tries++)
            {
                if (tries % TriesBeforeGrowth == 0)
                    half *= 1.15;
                person.Place = At(centre, 2 * Math.PI * random.NextDouble(), middle, half, random);
                var moved = (float[])path.Clone();
                person.Place.Apply(moved);
                if (placed.TrueForAll(other => AreApart(moved, other)))
                {
                    placed.Add(moved);
                    break;
                }
            }
        }
    }

    private static TakePlace At(Vector2 centre, double turn, Vector2 middle, double half, Random random)
    {
        var (sine, cosine) = Math.SinCos(turn);
        var (x, y) = (middle.X + (half * ((2 * random.NextDouble()) - 1)), middle.Y + (half * ((2 * random.NextDouble()) - 1)));
        return new TakePlace(turn, x - (cosine * centre.X) + (sine * centre.Y), y - (sine * centre.X) - (cosine * centre.Y));
    }

    private static float[] Path(RecordedPerson person, int steps)
    {
        var path = new float[steps * Skeletons.PoseWidth];
        for (var step = 0; step < steps; step++)
            person.World(step * Step, path.AsSpan(step * Skeletons.PoseWidth, Skeletons.PoseWidth));
        return path;
    }

    /// <summary>The middle of the ground that the hip covers.</summary>
    private static Vector2 Centre(float[] path)
    {
        Vector2 least = new(float.MaxValue),
            most = new(float.MinValue);
        for (var i = 0; i < path.Length; i += Skeletons.PoseWidth)
            (least, most) = (Vector2.Min(least, new(path[i], path[i + 1])), Vector2.Max(most, new(path[i], path[i + 1])));
        return (least + most) / 2;
    }

    private static bool AreApart(float[] one, float[] other)
    {
        const int Width = Skeletons.PoseWidth;
        for (var i = 0; i < one.Length; i += Width)
            if (Vector2.Distance(new(one[i], one[i + 1]), new(other[i], other[i + 1])) < LeastHips)
                return false;
        for (var i = 0; i < one.Length; i += Width)
        for (var a = 0; a < Width; a += 3)
        for (var b = 0; b < Width; b += 3)
            if (Vector3.DistanceSquared(new(one.AsSpan(i + a)), new(other.AsSpan(i + b))) < LeastJoints * LeastJoints)
                return false;
        return true;
    }
}
