using StreamLift.Poses.Layouts;

namespace StreamLift.Files.Tables;

/// <summary>
/// The columns of a table: <c>timestamp_ms, source, space, frame, person</c>; for each joint of h36m17 <c>Hip_x, Hip_y, Hip_z</c>; <c>Hip_sigma</c> …;
/// <c>Hip_from</c> (t, l or p) …; and for each joint of the points' layout <c>halpe26.Nose_x</c> ….
/// </summary>
/// <param name="Sigma">Whether there are expected errors.</param>
/// <param name="Origin">Whether there are letters of where joints come from.</param>
/// <param name="Layout">The layout of the points. Null: none.</param>
internal sealed record TableColumns(bool Sigma, bool Origin, Skeleton? Layout)
{
    public const string Time = "timestamp_ms";
    public const string Source = "source";
    public const string Space = "space";
    public const string Frame = "frame";
    public const string Person = "person";
    private const string Axes = "xyz";

    /// <summary>The columns before the joints, in order.</summary>
    public static IReadOnlyList<string> Keys { get; } = [Time, Source, Space, Frame, Person];

    /// <summary>The columns of numbers, in order.</summary>
    public IReadOnlyList<string> Numbers { get; } =
    [
        .. Positions("", Skeletons.H36m17),
        .. Sigma ? Skeletons.H36m17.Joints.Select(joint => $"{joint}_sigma") : [],
        .. Layout is null ? [] : Positions($"{Layout.Name}.", Layout),
    ];

    /// <summary>The columns of letters, behind the numbers.</summary>
    public IReadOnlyList<string> Letters { get; } = Origin ? [.. Skeletons.H36m17.Joints.Select(joint => $"{joint}_from")] : [];

    /// <summary>The columns that rows need. Points of another layout than the first are left out.</summary>
    public static TableColumns Of(IReadOnlyCollection<MotionRow> rows) =>
        new(rows.Any(row => row.HasSigma), rows.Any(row => row.HasOrigin), rows.FirstOrDefault(row => row.Layout is not null)?.Layout);

    /// <summary>The columns that a table has. The layout of points is told by the names.</summary>
    public static TableColumns Of(IReadOnlySet<string> names) =>
        new(
            names.Contains($"{Skeletons.H36m17.Joints[0]}_sigma"),
            names.Contains($"{Skeletons.H36m17.Joints[0]}_from"),
            Skeletons.All.FirstOrDefault(layout => names.IsSupersetOf(Positions($"{layout.Name}.", layout)))
        );

    /// <summary>The numbers of a row, one for each of <see cref="Numbers"/>; NaN: not known.</summary>
    public void Fill(MotionRow row, Span<float> numbers)
    {
        row.Joints.CopyTo(numbers);
        var at = row.Joints.Length;
        if (Sigma)
        {
            row.Sigma.CopyTo(numbers[at..]);
            at += row.Sigma.Length;
        }
        if (Layout is null)
            return;
        if (row.Layout == Layout)
            row.Points.CopyTo(numbers[at..]);
        else
            numbers[at..].Fill(float.NaN);
    }

    /// <summary>A row of numbers in the order of <see cref="Numbers"/>.</summary>
    public MotionRow Row(ReadOnlySpan<float> numbers)
    {
        var points = Layout is null ? [] : numbers[^(3 * Layout.Count)..].ToArray();
        var hasPoints = Array.Exists(points, float.IsFinite);
        var row = new MotionRow { Layout = hasPoints ? Layout : null, Points = hasPoints ? points : [] };
        numbers[..row.Joints.Length].CopyTo(row.Joints);
        if (Sigma)
            numbers.Slice(row.Joints.Length, row.Sigma.Length).CopyTo(row.Sigma);
        return row;
    }

    private static IEnumerable<string> Positions(string before, Skeleton layout) =>
        layout.Joints.SelectMany(joint => Axes.Select(axis => $"{before}{joint}_{axis}"));
}
