using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.State;
using StreamLift.Capture.Tracks;

namespace StreamLift.Capture.Tests.Rooms;

/// <summary>Runs a tracker over a room.</summary>
internal static class TrackedRoom
{
    /// <summary>Scores the ids.</summary>
    public static IdScore Score(CaptureRig rig, Detector detector, Point3[][][] room)
    {
        var (tracker, people, score) = (new PeopleTracker(rig, new CaptureOptions()), new PeopleInstant(), new IdScore(room[0].Length));
        for (var instant = 0; instant < room.Length; instant++)
        {
            people.Begin(instant, Instants.Ms(instant));
            tracker.Update(Instants.Ms(instant), detector.See(instant, room[instant]), people);
            score.Add(room[instant], people);
        }
        return score;
    }

    /// <summary>All that is told of people, as bytes.</summary>
    public static void Write(PeopleInstant people, StateWriter bytes)
    {
        bytes.Int(people.Count);
        for (var i = 0; i < people.Count; i++)
        {
            bytes.Long(people[i].Id);
            bytes.Long((long)people[i].Views);
            bytes.Floats(people[i].Joints);
            bytes.Floats(people[i].Sigma);
            foreach (var source in people[i].Source)
                bytes.Byte((byte)source);
        }
    }
}
