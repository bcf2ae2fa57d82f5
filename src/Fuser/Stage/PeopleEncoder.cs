using System.Text;
using StreamLift.Capture.People;
using StreamLift.Fuser.Rigs;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Fuser.Stage;

/// <summary>Encodes the people of an instant. One thread at a time; allocates nothing once its buffers have grown.</summary>
internal sealed class PeopleEncoder
{
    private readonly PeopleWriter _writer = new();
    private readonly byte[] _source = new byte[17];
    private readonly int[] _views = new int[64];
    private (Skeleton? Layout, byte[] Utf8Name) _points = (null, []); // most people have the layout of the one before

    /// <summary>Encodes an instant.</summary>
    /// <returns>The record's value, valid until the next call.</returns>
    public ReadOnlySpan<byte> Encode(WireEncoding encoding, NamedRig rig, PeopleInstant instant)
    {
        _writer.Begin(encoding, rig.Utf8Name, instant.Sequence, instant.TimestampMs);
        for (var i = 0; i < instant.Cameras.Count; i++)
        {
            var camera = instant.Cameras[i];
            _writer.Camera(rig.Utf8Streams[camera.Camera], camera.Frame, camera.TimestampMs);
        }

        for (var i = 0; i < instant.Count; i++)
            Add(instant, instant[i]);
        return _writer.End();
    }

    private void Add(PeopleInstant instant, PersonPose person)
    {
        for (var joint = 0; joint < _source.Length; joint++)
            _source[joint] = (byte)person.Source[joint];
        var views = 0;
        for (var i = 0; i < instant.Cameras.Count; i++)
            if ((person.Views >> instant.Cameras[i].Camera & 1) != 0)
                _views[views++] = i;
        _writer.Person(
            new WorldPerson
            {
                Id = person.Id,
                Joints = person.Joints,
                Sigma = person.Sigma,
                Source = _source,
                Views = _views.AsSpan(0, views),
                Reprojection = person.Reprojection,
                Smooth = person.IsSmoothed ? person.Smooth : default,
                PointsLayout = NameOf(person.PointsLayout),
                Points = person.Points,
            }
        );
    }

    private ReadOnlySpan<byte> NameOf(Skeleton? layout)
    {
        if (layout is null)
            return default;
        if (!ReferenceEquals(layout, _points.Layout))
            _points = (layout, Encoding.UTF8.GetBytes(layout.Name));
        return _points.Utf8Name;
    }
}
