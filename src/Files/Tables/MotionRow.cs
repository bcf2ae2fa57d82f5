using StreamLift.Poses.Layouts;

namespace StreamLift.Files.Tables;

/// <summary>A person at an instant: a row of the tables in csv, npz and parquet.</summary>
internal sealed class MotionRow
{
    public double Ms { get; set; }

    public string Source { get; set; } = "";

    public MotionSpace Space { get; set; }

    public long Frame { get; set; }

    public long Person { get; set; }

    public float[] Joints { get; init; } = New(Skeletons.PoseWidth);

    public float[] Sigma { get; init; } = New(Skeletons.PoseWidth / 3);

    public byte[] Origin { get; init; } = new byte[Skeletons.PoseWidth / 3];

    public Skeleton? Layout { get; init; }

    public float[] Points { get; init; } = [];

    public bool HasSigma => Array.Exists(Sigma, float.IsFinite);

    public bool HasOrigin => Array.Exists(Origin, letter => letter != 0);

    /// <summary>The rows of an instant.</summary>
    public static IEnumerable<MotionRow> Of(MotionInstant instant)
    {
        for (var i = 0; i < instant.PersonCount; i++)
        {
            var person = instant[i];
            yield return new MotionRow
            {
                Ms = instant.TimestampMs,
                Source = instant.Source,
                Space = instant.Space,
                Frame = instant.Frame,
                Person = person.Id,
                Joints = [.. person.Joints],
                Sigma = [.. person.Sigma],
                Origin = [.. person.Origin],
                Layout = person.PointsLayout,
                Points = person.Points.ToArray(),
            };
        }
    }

    /// <summary>The instants of rows: rows of one source and time that follow each other are one. The same object is used again.</summary>
    public static IEnumerable<MotionInstant> ToInstants(IEnumerable<MotionRow> rows)
    {
        var (instant, isOpen) = (new MotionInstant(), false);
        foreach (var row in rows)
        {
            if (isOpen && (instant.Source != row.Source || instant.Space != row.Space || instant.TimestampMs != row.Ms))
            {
                yield return instant;
                isOpen = false;
            }
            if (!isOpen)
                instant.Begin(row.Source, row.Space, row.Frame, row.Ms);
            isOpen = true;
            var person = instant.Add(row.Person);
            row.Joints.CopyTo(person.Joints, 0);
            row.Sigma.CopyTo(person.Sigma, 0);
            row.Origin.CopyTo(person.Origin, 0);
            if (row.Layout is { } layout && row.Points.Length == 3 * layout.Count)
                row.Points.CopyTo(person.BeginPoints(layout));
        }
        if (isOpen)
            yield return instant;
    }

    private static float[] New(int length)
    {
        var numbers = new float[length];
        Array.Fill(numbers, float.NaN);
        return numbers;
    }
}
