using System.Text;
using StreamLift.Capture.State;
using StreamLift.Capture.Views;
using StreamLift.Poses.Layouts;

namespace StreamLift.Capture.Time;

/// <summary>Writes a camera's frame into the state of a rig and reads it back.</summary>
internal static class FrameState
{
    public static void Save(ViewFrame frame, StateWriter state)
    {
        state.Int(frame.Camera);
        state.Long(frame.Frame);
        state.Double(frame.TimestampMs);
        SaveName(frame.Layout.Name, state);
        state.Int(frame.Layout.Count);
        state.Int(frame.Count);
        for (var person = 0; person < frame.Count; person++)
        {
            state.Long(frame.Id(person));
            state.Double(frame.Score(person));
            state.Flag(frame.IsLifted(person));
            state.Floats(frame.Keypoints(person));
            state.Floats(frame.Body(person));
            if (!frame.IsLifted(person))
                continue;
            state.Floats(frame.Lifted(person));
            state.Floats(frame.Sigma(person));
        }
    }

    /// <exception cref="InvalidDataException">The layout of the frame is unknown or has another number of joints now.</exception>
    public static void Restore(ref StateReader state, ViewFrame frame, SkeletonCatalogue layouts)
    {
        var (camera, number, timestamp) = (state.Int(), state.Long(), state.Double());
        var name = RestoreName(ref state);
        if (!layouts.TryGet(name, out var layout) || state.Int() != layout.Count)
            throw new InvalidDataException($"the state of the rig has keypoints of layout {name}, which is unknown or has other joints now");
        frame.Begin(camera, number, timestamp, layouts.Map(layout, Skeletons.H36m17));
        var count = state.Int();
        for (var i = 0; i < count; i++)
        {
            var person = frame.Add(state.Long(), (float)state.Double(), state.Flag());
            state.Floats(frame.Keypoints(person));
            state.Floats(frame.Body(person));
            if (!frame.IsLifted(person))
                continue;
            state.Floats(frame.Lifted(person));
            state.Floats(frame.Sigma(person));
        }
    }

    private static void SaveName(string name, StateWriter state)
    {
        state.Int(name.Length);
        foreach (var character in name)
            state.Int(character);
    }

    private static string RestoreName(ref StateReader state)
    {
        var length = state.Int();
        var name = new StringBuilder();
        for (var i = 0; i < length; i++)
            name.Append((char)state.Int());
        return name.ToString();
    }
}
