using System.Text.Json;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Rigs;
using StreamLift.View.Sources;

namespace StreamLift.View.Messages;

/// <summary>The text message that says what frames mean: layouts, rigs with their cameras, sources (docs/viewer.md).</summary>
internal static class SchemaMessage
{
    /// <summary>Writes it.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <param name="kind">What it holds; null while that is not known.</param>
    /// <param name="session">The server's text, another one at each start.</param>
    /// <param name="table">What records have named so far.</param>
    public static byte[] Write(string topic, RecordKind? kind, string session, SourceTable table)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "schema");
            json.WriteNumber("version", FrameWriter.Version);
            json.WriteString("topic", topic);
            json.WriteString("kind", NameOf(kind));
            json.WriteString("session", session);
            json.WriteStartObject("layout");
            json.WriteString("name", Skeletons.H36m17.Name);
            WriteList(json, "joints", Skeletons.H36m17.Joints, (writer, joint) => writer.WriteStringValue(joint));
            WriteList(json, "parents", Skeletons.H36m17.Parents, (writer, parent) => writer.WriteNumberValue(parent));
            json.WriteEndObject();
            json.WriteStartObject("layouts");
            for (var i = 0; i < table.Layouts.Count; i++)
                WriteLayout(json, i, table.Layouts[i]);
            json.WriteEndObject();
            WriteList(json, "rigs", table.Rigs, WriteRig);
            WriteList(json, "sources", table.Sources, WriteSource);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static string? NameOf(RecordKind? kind) => kind?.ToString().ToLowerInvariant();

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double> numbers) =>
        WriteList(json, name, numbers, (writer, number) => writer.WriteNumberValue(number));

    private static void WriteLayout(Utf8JsonWriter json, int index, InputLayout layout)
    {
        json.WriteStartObject(layout.Name);
        json.WriteNumber("index", index);
        var joints = layout.Skeleton?.Joints.AsEnumerable() ?? Enumerable.Range(0, layout.Joints).Select(joint => $"{joint}");
        WriteList(json, "joints", joints, (writer, joint) => writer.WriteStringValue(joint));
        var parents = layout.Skeleton is { } skeleton ? skeleton.Parents.Select((parent, joint) => (Parent: parent, Joint: joint)) : [];
        WriteList(json, "bones", parents.Where(bone => bone.Parent >= 0), WriteBone);
        json.WriteEndObject();
    }

    private static void WriteBone(Utf8JsonWriter json, (int Parent, int Joint) bone)
    {
        json.WriteStartArray();
        json.WriteNumberValue(bone.Parent);
        json.WriteNumberValue(bone.Joint);
        json.WriteEndArray();
    }

    private static void WriteRig(Utf8JsonWriter json, RigView rig)
    {
        json.WriteStartObject();
        json.WriteString("name", rig.Name);
        json.WriteString("up", (rig.Rig?.Up ?? WorldUp.Z).Symbol());
        if (rig.Rig?.Floor is { } floor)
            json.WriteNumber("floor", floor);
        else
            json.WriteNull("floor");
        json.WriteStartArray("cameras");
        for (var camera = 0; camera < rig.Streams.Count; camera++)
        {
            json.WriteStartObject();
            json.WriteString("stream", rig.Streams[camera]);
            if (rig.CameraAt(camera) is { } calibrated)
                WriteCamera(json, calibrated);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCamera(Utf8JsonWriter json, Camera camera)
    {
        var lens = camera.Intrinsics;
        json.WriteNumber("width", lens.Width);
        json.WriteNumber("height", lens.Height);
        json.WriteNumber("fx", lens.Fx);
        json.WriteNumber("fy", lens.Fy);
        json.WriteNumber("cx", lens.Cx);
        json.WriteNumber("cy", lens.Cy);
        json.WriteStartObject("distortion");
        var d = lens.Distortion;
        json.WriteString("form", d.Form.ToString().ToLowerInvariant());
        WriteNumbers(json, "k", [d.K1, d.K2, d.K3, d.K4, d.K5, d.K6]);
        WriteNumbers(json, "p", [d.P1, d.P2]);
        json.WriteEndObject();
        if (camera.Extrinsics is not { } place)
            return;
        WriteNumbers(json, "rotation", place.Rotation);
        WriteNumbers(json, "translation", place.Translation);
    }

    private static void WriteSource(Utf8JsonWriter json, FrameSource source)
    {
        json.WriteStartObject();
        json.WriteNumber("index", source.Index);
        json.WriteString("kind", NameOf(source.Kind));
        json.WriteString("name", source.Name);
        json.WriteString("rig", source.Rig?.Name);
        if (source.Camera is { } camera)
            json.WriteNumber("camera", camera);
        else
            json.WriteNull("camera");
        if (source.Image.Width > 0)
            WriteNumbers(json, "image", [source.Image.Width, source.Image.Height]);
        json.WriteEndObject();
    }
}
