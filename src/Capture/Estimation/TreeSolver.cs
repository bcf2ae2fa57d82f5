using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Estimation;

/// <summary>
/// Least squares over the joints of a body whose terms are of single joints and of bones, and the scale of the lifted poses. Such a problem is a tree: it is
/// solved joint by joint from the ends to the hip and back, exactly, with the covariance of each joint. Reused; not thread-safe.
/// </summary>
internal sealed class TreeSolver
{
    private const int Joints = ViewFrame.BodyJoints;

    private readonly Symmetric3[] _information = new Symmetric3[Joints];
    private readonly Symmetric3[] _inverse = new Symmetric3[Joints];
    private readonly Point3[] _fixedSide = new Point3[Joints];
    private readonly Point3[] _scaledSide = new Point3[Joints];
    private readonly Point3[] _fixed = new Point3[Joints];
    private readonly Point3[] _slope = new Point3[Joints];
    private Point3 _scaledRoot;
    private double _scaleInformation;
    private double _scaleSide;

    /// <summary>The information of each joint by itself: Σ w·J·Jᵀ.</summary>
    public Symmetric3[] Joint { get; } = new Symmetric3[Joints];

    /// <summary>The right side of each joint: Σ w·J·(J·X), X where the term is 0.</summary>
    public Point3[] JointSide { get; } = new Point3[Joints];

    /// <summary>The information of the bone from its parent to each joint; not of the hip.</summary>
    public Symmetric3[] Bone { get; } = new Symmetric3[Joints];

    /// <summary>The right side of each bone, of terms whose length does not depend on the scale.</summary>
    public Point3[] BoneSide { get; } = new Point3[Joints];

    /// <summary>The right side of each bone, of terms that the scale multiplies.</summary>
    public Point3[] ScaledSide { get; } = new Point3[Joints];

    /// <summary>The joints of the solution, mm.</summary>
    public Point3[] Position { get; } = new Point3[Joints];

    /// <summary>The covariance of each joint, mm²; after <see cref="Covariances"/>.</summary>
    public Symmetric3[] Covariance { get; } = new Symmetric3[Joints];

    /// <summary>The scale of the solution.</summary>
    public double Scale { get; private set; }

    /// <summary>The variance of the scale.</summary>
    public double ScaleVariance { get; private set; }

    /// <summary>Removes all terms.</summary>
    /// <param name="scale">The expected scale.</param>
    /// <param name="scaleVariance">Its variance.</param>
    public void Clear(double scale, double scaleVariance)
    {
        Joint.AsSpan().Clear();
        JointSide.AsSpan().Clear();
        Bone.AsSpan().Clear();
        BoneSide.AsSpan().Clear();
        ScaledSide.AsSpan().Clear();
        _scaledRoot = default;
        (_scaleInformation, _scaleSide) = (1 / scaleVariance, scale / scaleVariance);
    }

    /// <summary>
    /// Adds a term: the bone to a joint, over the scale, is a vector. Its error is that of the vector, so that a smaller person does not fit better than a
    /// larger one. Linear about the present bone and scale.
    /// </summary>
    /// <param name="joint">The joint that the bone leads to.</param>
    /// <param name="information">The term's information at the present scale.</param>
    /// <param name="side">The information times the vector times the present scale.</param>
    /// <param name="bone">The present bone.</param>
    /// <param name="scale">The present scale.</param>
    public void AddScaledBone(int joint, in Symmetric3 information, Point3 side, Point3 bone, double scale)
    {
        var pull = information * bone;
        var (rest, unit) = (side - pull, bone / scale);
        Bone[joint] += information;
        BoneSide[joint] += rest;
        ScaledSide[joint] += pull / scale;
        _scaleInformation += unit.Dot(pull) / scale;
        _scaleSide -= unit.Dot(rest);
    }

    /// <summary>Adds a term: the hip is as far from a point in a direction as a distance times the scale.</summary>
    public void AddScaledDistance(Point3 from, Point3 direction, double distance, double information)
    {
        var offset = direction.Dot(from);
        Joint[0] += Symmetric3.Outer(direction, information);
        JointSide[0] += information * offset * direction;
        _scaledRoot += information * distance * direction;
        _scaleInformation += information * distance * distance;
        _scaleSide -= information * distance * offset;
    }

    /// <summary>Adds a term: the bone to a joint is a vector.</summary>
    public void AddBone(int joint, in Symmetric3 information, Point3 bone)
    {
        Bone[joint] += information;
        BoneSide[joint] += information * bone;
    }

    /// <summary>Finds <see cref="Position"/> and <see cref="Scale"/>.</summary>
    public void Solve()
    {
        Joint.CopyTo(_information, 0);
        JointSide.CopyTo(_fixedSide, 0);
        _scaledSide.AsSpan().Clear();
        _scaledSide[0] = _scaledRoot;
        for (var joint = Joints - 1; joint > 0; joint--)
        {
            var parent = BodyTable.Parents[joint];
            ref readonly var bone = ref Bone[joint];
            _inverse[joint] = (_information[joint] + bone).Inverse;
            _fixedSide[joint] += BoneSide[joint];
            _scaledSide[joint] += ScaledSide[joint];
            var rows = _inverse[joint].Rows(bone);
            _information[parent] += Remainder(bone, rows);
            _fixedSide[parent] += (bone * (_inverse[joint] * _fixedSide[joint])) - BoneSide[joint];
            _scaledSide[parent] += (bone * (_inverse[joint] * _scaledSide[joint])) - ScaledSide[joint];
        }

        _inverse[0] = _information[0].Inverse;
        (_fixed[0], _slope[0]) = (_inverse[0] * _fixedSide[0], _inverse[0] * _scaledSide[0]);
        var (information, side) = (_scaleInformation - _scaledRoot.Dot(_slope[0]), _scaleSide + _scaledRoot.Dot(_fixed[0]));
        for (var joint = 1; joint < Joints; joint++)
        {
            var parent = BodyTable.Parents[joint];
            _fixed[joint] = _inverse[joint] * (_fixedSide[joint] + (Bone[joint] * _fixed[parent]));
            _slope[joint] = _inverse[joint] * (_scaledSide[joint] + (Bone[joint] * _slope[parent]));
            side += ScaledSide[joint].Dot(_fixed[joint] - _fixed[parent]);
            information -= ScaledSide[joint].Dot(_slope[joint] - _slope[parent]);
        }

        (Scale, ScaleVariance) = (side / information, 1 / information);
        for (var joint = 0; joint < Joints; joint++)
            Position[joint] = _fixed[joint] + (Scale * _slope[joint]);
    }

    /// <summary>Finds <see cref="Covariance"/> for the last solution.</summary>
    public void Covariances()
    {
        Covariance[0] = _inverse[0];
        for (var joint = 1; joint < Joints; joint++)
            Covariance[joint] = _inverse[joint] + Covariance[BodyTable.Parents[joint]].Between(_inverse[joint].Rows(Bone[joint]));
        for (var joint = 0; joint < Joints; joint++)
            Covariance[joint] += Symmetric3.Outer(_slope[joint], ScaleVariance);
    }

    // B − B·A⁻¹·B: what a bone and all behind it say about the joint that it starts from.
    private static Symmetric3 Remainder(in Symmetric3 bone, (Point3 X, Point3 Y, Point3 Z) rows)
    {
        // rows are those of A⁻¹·B, so the columns of its transpose B·A⁻¹; the product is symmetric
        var (x, y, z) = (new Point3(rows.X.X, rows.Y.X, rows.Z.X), new Point3(rows.X.Y, rows.Y.Y, rows.Z.Y), new Point3(rows.X.Z, rows.Y.Z, rows.Z.Z));
        var (bx, by, bz) = (bone * x, bone * y, bone * z);
        return bone - new Symmetric3(bx.X, bx.Y, bx.Z, by.Y, by.Z, bz.Z);
    }
}
