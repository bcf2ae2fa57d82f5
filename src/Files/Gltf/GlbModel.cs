using System.Numerics;
using SharpGLTF.Schema2;
using SharpGLTF.Transforms;
using StreamLift.Files.Bodies;
using StreamLift.Files.Rotations;

namespace StreamLift.Files.Gltf;

/// <summary>
/// People as a glTF model: a node a person, under it the bones by Mixamo's names in a T-pose, a mesh of octahedra that follows them, and one animation of all.
/// Metres, y up, +z front. A person who is not there has size 0, as glTF has no key for being visible.
/// </summary>
internal static class GlbModel
{
    /// <summary>The name of the animation.</summary>
    public const string Animation = "recording";

    private const float Metre = 1000; // mm
    private const float Hidden = 0; // the size of a person who is not there

    // Okabe and Ito's colours, which people with any colour vision tell apart
    private static readonly Vector4[] Colours =
    [
        Colour(0xE69F00),
        Colour(0x56B4E9),
        Colour(0x009E73),
        Colour(0xF0E442),
        Colour(0x0072B2),
        Colour(0xD55E00),
        Colour(0xCC79A7),
        Colour(0x999999),
    ];

    /// <summary>The model of people.</summary>
    /// <param name="tracks">The people, each with a frame or more.</param>
    /// <param name="offBy">The distance of the joints from those that were recorded, mm: mean and largest.</param>
    public static ModelRoot Of(IReadOnlyList<BodyTrack> tracks, out (double Mean, double Largest) offBy)
    {
        var model = ModelRoot.CreateModel();
        model.Asset.Generator = "StreamLift";
        var scene = model.UseScene(Animation);
        var animation = model.CreateAnimation(Animation);
        var last = tracks.Max(track => track.Frames[^1].Number);
        var (sum, joints, largest) = (0.0, 0L, 0.0);
        foreach (var (place, track) in tracks.Index())
        {
            var motion = track.Solve();
            var person = scene.CreateNode(track.Info.Person);
            var bones = Bones(person, motion.Body);
            Animate(animation, person, bones, track, motion, last);
            Dress(model, scene, track.Info.Person, bones, motion.Body, Colours[place % Colours.Length]);
            (sum, joints, largest) = (sum + (motion.OffBy.Mean * motion.Roots.Length), joints + motion.Roots.Length, Math.Max(largest, motion.OffBy.Largest));
        }
        offBy = (sum / joints, largest);
        return model;
    }

    private static Node[] Bones(Node person, BodyProportions body)
    {
        var bones = new Node[BodyBones.Count];
        for (var bone = 0; bone < bones.Length; bone++)
        {
            bones[bone] = (BodyBones.Parents[bone] is >= 0 and var parent ? bones[parent] : person).CreateNode(BodyBones.Names[bone]);
            // the rest pose has the feet on the floor
            var offset = bone == BodyBones.Hips ? new Vector3(0, body.HipHeight, 0) : body.Offsets[bone];
            bones[bone].LocalTransform = At(offset);
        }
        return [.. bones, .. BodyBones.Ends.Select(end => End(bones[end], BodyBones.Names[end] + "_End", body.EndOf(end)))];
    }

    private static Node End(Node bone, string name, Vector3 offset)
    {
        var end = bone.CreateNode(name);
        end.LocalTransform = At(offset);
        return end;
    }

    // in parts, since a node with a matrix can't be animated
    private static AffineTransform At(Vector3 millimetres) => new(Vector3.One, Quaternion.Identity, millimetres / Metre);

    private static void Animate(Animation animation, Node person, Node[] bones, BodyTrack track, BodyMotion motion, long last)
    {
        var clock = track.Info.Clock;
        float[] times = [.. track.Frames.Select(frame => (float)clock.SecondsOf(frame.Number))];
        animation.CreateTranslationChannel(bones[0], Keys(times, frame => motion.Roots[frame] / Metre));
        for (var bone = 0; bone < BodyBones.Count; bone++)
        {
            var of = bone;
            // hands and feet do not turn
            if (bone == 0 || motion.Roots.Index().Any(frame => MathF.Abs(motion.Of(frame.Index)[of].W) < 1 - 1e-7f))
                animation.CreateRotationChannel(bones[bone], Keys(times, frame => motion.Of(frame)[of]));
        }
        var sizes = Sizes(track, last).ToDictionary(key => (float)clock.SecondsOf(key.Frame), key => key.IsThere ? Vector3.One : new Vector3(Hidden));
        if (sizes.Count > 1)
            animation.CreateScaleChannel(person, sizes, linear: false);
    }

    /// <summary>The frames in which a person comes or goes.</summary>
    private static IEnumerable<(long Frame, bool IsThere)> Sizes(BodyTrack track, long last)
    {
        if (track.Frames[0].Number > 0)
            yield return (0, false);
        yield return (track.Frames[0].Number, true);
        for (var i = 1; i < track.Frames.Count; i++)
            if (track.Frames[i].Number > track.Frames[i - 1].Number + 1)
            {
                yield return (track.Frames[i - 1].Number + 1, false);
                yield return (track.Frames[i].Number, true);
            }
        if (track.Frames[^1].Number < last)
            yield return (track.Frames[^1].Number + 1, false);
    }

    private static void Dress(ModelRoot model, Scene scene, string name, Node[] bones, BodyProportions body, Vector4 colour)
    {
        var material = model.CreateMaterial(name);
        material.InitializePBRMetallicRoughness();
        var surface = material.FindChannel("BaseColor")!.Value;
        surface.Color = colour;
        var metal = material.FindChannel("MetallicRoughness")!.Value;
        metal.SetFactor("MetallicFactor", 0);
        metal.SetFactor("RoughnessFactor", 0.8f);
        var skin = model.CreateSkin(name);
        var rest = RestPose(body);
        skin.BindJoints([.. bones.Select((bone, place) => (bone, Matrix4x4.CreateTranslation(-rest[place])))]);
        var node = scene.CreateNode(name + "_mesh");
        node.Mesh = BodyMesh.Create(model, name, body, rest, material);
        node.Skin = skin;
    }

    // the bones, then the ends of those without children
    private static Vector3[] RestPose(BodyProportions body)
    {
        var rest = new Vector3[BodyBones.Count];
        for (var bone = 0; bone < rest.Length; bone++)
            rest[bone] = BodyBones.Parents[bone] is >= 0 and var parent
                ? rest[parent] + (body.Offsets[bone] / Metre)
                : new Vector3(0, body.HipHeight / Metre, 0);
        return [.. rest, .. BodyBones.Ends.Select(end => rest[end] + (body.EndOf(end) / Metre))];
    }

    private static Dictionary<float, T> Keys<T>(float[] times, Func<int, T> of)
    {
        var keys = new Dictionary<float, T>(times.Length);
        for (var frame = 0; frame < times.Length; frame++)
            keys[times[frame]] = of(frame);
        return keys;
    }

    // glTF's colours are linear
    private static Vector4 Colour(int rgb) => new(Linear(rgb >> 16), Linear(rgb >> 8), Linear(rgb), 1);

    private static float Linear(int value) => MathF.Pow((value & 0xFF) / 255f, 2.2f);
}
