using System.Numerics;
using System.Runtime.InteropServices;
using SharpGLTF.Memory;
using SharpGLTF.Schema2;
using StreamLift.Files.Rotations;

namespace StreamLift.Files.Gltf;

/// <summary>A mesh of octahedra, one for each bone, as Blender draws bones. Without normals, so that viewers shade its faces flat.</summary>
internal static class BodyMesh
{
    private const float Metre = 1000; // mm
    private const float Shortest = 0.001f; // m: shorter bones are not seen
    private const float Waist = 0.2f; // where the octahedron is widest, of its length
    private const float Width = 0.1f; // of its length
    private const float Widest = 0.035f; // m

    private static readonly int[] Faces = [0, 2, 1, 0, 3, 2, 0, 4, 3, 0, 1, 4, 5, 1, 2, 5, 2, 3, 5, 3, 4, 5, 4, 1];

    /// <summary>Creates the mesh.</summary>
    /// <param name="model">The model that it belongs to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="body">The bones.</param>
    /// <param name="rest">Where each bone is in the rest pose, m.</param>
    /// <param name="material">Its material.</param>
    public static Mesh Create(ModelRoot model, string name, BodyProportions body, Vector3[] rest, Material material)
    {
        var (points, bones, faces) = (new List<Vector3>(), new List<byte>(), new List<ushort>());
        for (var bone = 1; bone < BodyBones.Count; bone++)
            // both shoulders begin where the neck does
            if (bone is not (BodyBones.LeftShoulder or BodyBones.RightShoulder))
                Add(rest[BodyBones.Parents[bone]], rest[bone], (byte)BodyBones.Parents[bone]);
        foreach (var end in BodyBones.Ends)
            Add(rest[end], rest[end] + (body.EndOf(end) / Metre), (byte)end);

        var mesh = model.CreateMesh(name);
        var primitive = mesh.CreatePrimitive();
        primitive.Material = material;
        primitive.DrawPrimitiveType = PrimitiveType.TRIANGLES;
        primitive.SetVertexAccessor(
            "POSITION",
            Vertices(model, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(points)), points.Count, AttributeFormat.Float3)
        );
        byte[] joints = [.. bones.SelectMany(bone => (byte[])[bone, 0, 0, 0])];
        primitive.SetVertexAccessor(
            "JOINTS_0",
            Vertices(model, joints, bones.Count, new AttributeFormat(DimensionType.VEC4, EncodingType.UNSIGNED_BYTE, false))
        );
        float[] weights = [.. bones.SelectMany(_ => (float[])[1, 0, 0, 0])];
        primitive.SetVertexAccessor("WEIGHTS_0", Vertices(model, MemoryMarshal.AsBytes(weights.AsSpan()), bones.Count, AttributeFormat.Float4));
        var indices = model.CreateAccessor();
        indices.SetIndexData(
            model.UseBufferView(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(faces)).ToArray(), 0, null, 0, BufferMode.ELEMENT_ARRAY_BUFFER),
            0,
            faces.Count,
            IndexEncodingType.UNSIGNED_SHORT
        );
        primitive.SetIndexAccessor(indices);
        return mesh;

        void Add(Vector3 from, Vector3 to, byte bone)
        {
            var length = Vector3.Distance(from, to);
            if (length < Shortest)
                return;
            var along = (to - from) / length;
            var side = Vector3.Normalize(Vector3.Cross(along, MathF.Abs(along.Z) < 0.9f ? Vector3.UnitZ : Vector3.UnitX));
            var (width, across) = (Math.Min(Widest, Width * length), Vector3.Cross(along, side));
            var (first, waist) = (points.Count, from + (Waist * length * along));
            points.AddRange([from, waist + (width * side), waist + (width * across), waist - (width * side), waist - (width * across), to]);
            bones.AddRange(Enumerable.Repeat(bone, points.Count - first));
            faces.AddRange(Faces.Select(corner => (ushort)(first + corner)));
        }
    }

    private static Accessor Vertices(ModelRoot model, ReadOnlySpan<byte> data, int count, AttributeFormat format)
    {
        var accessor = model.CreateAccessor();
        accessor.SetVertexData(model.UseBufferView(data.ToArray(), 0, null, data.Length / count, BufferMode.ARRAY_BUFFER), 0, count, format);
        return accessor;
    }
}
