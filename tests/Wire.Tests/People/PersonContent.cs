using System.Text;
using FsCheck;
using FsCheck.Fluent;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests.People;

/// <summary>A person of a people frame as values.</summary>
internal sealed record PersonContent(long Id, float[] Joints, float[] Sigma, string Source, int[] Views, float Reprojection)
{
    public float[] Smooth { get; init; } = [];

    public string PointsLayout { get; init; } = "";

    public float[] Points { get; init; } = [];

    public static Gen<PersonContent> People(Gen<float> numbers, int cameras)
    {
        var row = numbers.ListOf(51).Select(list => list.ToArray());
        var noRow = Gen.Constant(Array.Empty<float>());
        var view = cameras == 0 ? Gen.Constant(0) : Gen.Choose(0, cameras - 1);
        return from id in FrameContent.Longs
            from joints in row
            from smooth in Gen.OneOf(row, noRow)
            from source in Gen.Elements('t', 'l', 'p').ListOf(17)
            from views in view.ListOf().Resize(4)
            from reprojection in Gen.OneOf(numbers.Select(Math.Abs), Gen.Constant(float.NaN))
            from layout in Gen.Elements("", "coco17", "my-own-layout")
            from points in row
            from unseen in Gen.Choose(0, 1).ListOf(17)
            select new PersonContent(id, joints, joints[..17], string.Concat(source), cameras == 0 ? [] : [.. views], reprojection)
            {
                Smooth = smooth,
                PointsLayout = layout,
                Points = layout.Length == 0 ? [] : [.. points.Select((number, i) => unseen[i / 3] == 1 ? float.NaN : number)],
            };
    }

    public static PersonContent Of(PeopleFrame frame, int person) =>
        new(
            frame.Id(person),
            frame.Joints(person).ToArray(),
            frame.Sigma(person).ToArray(),
            Encoding.UTF8.GetString(frame.Source(person)),
            frame.Views(person).ToArray(),
            frame.Reprojection(person)
        )
        {
            Smooth = frame.Smooth(person).ToArray(),
            PointsLayout = frame.PointsLayout(person),
            Points = frame.Points(person).ToArray(),
        };

    public bool Equals(PersonContent? other) =>
        other is not null
        && (Id, Source, PointsLayout) == (other.Id, other.Source, other.PointsLayout)
        && Reprojection.Equals(other.Reprojection)
        && Joints.SequenceEqual(other.Joints)
        && Sigma.SequenceEqual(other.Sigma)
        && Views.SequenceEqual(other.Views)
        && Smooth.SequenceEqual(other.Smooth)
        && Points.SequenceEqual(other.Points); // NaN equals NaN here

    public override int GetHashCode() => Id.GetHashCode();

    public override string ToString() => $"{Id} {Source} [{string.Join(' ', Views)}] {Reprojection} {PointsLayout} {string.Join(' ', Joints)}";
}
