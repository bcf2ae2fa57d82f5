using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.Tracks;

namespace StreamLift.Capture.Tests.Recordings;

public class TwoPeopleRecordingTests(ITestOutputHelper output)
{
    // A track is confirmed in the fourth instant.
    private const int First = 3;

    [Fact]
    public void Both_people_are_in_every_frame_with_their_ids_within_25_mm_of_Pose2Sim()
    {
        using var recording = new Pose2SimRecording();
        var (tracker, people) = (new PeopleTracker(recording.Rig, new CaptureOptions { AllJoints = true }), new PeopleInstant());
        var distances = new[] { new List<double>(), new List<double>() };
        var ids = new[] { new SortedSet<long>(), new SortedSet<long>() };
        var frames = new SortedDictionary<long, int>();
        for (var frame = 0; frame < Pose2SimRecording.Frames; frame++)
        {
            people.Begin(frame, Pose2SimRecording.Ms(frame));
            tracker.Update(Pose2SimRecording.Ms(frame), recording.Views(frame), people);
            if (frame < First)
                continue;
            for (var i = 0; i < people.Count; i++)
                frames[people[i].Id] = frames.GetValueOrDefault(people[i].Id) + 1;
            for (var person = 0; person < 2; person++)
            {
                var solved = recording.Solved[person];
                var tracked = Enumerable.Range(0, people.Count).MinBy(i => Distances(people[i], solved, frame).Order().ElementAt(5));
                ids[person].Add(people[tracked].Id);
                distances[person].AddRange(Distances(people[tracked], solved, frame));
            }
        }
        // There is a third one, whom two cameras see; Pose2Sim leaves it out.
        output.WriteLine(string.Join(", ", frames.Select(id => $"id {id.Key} in {id.Value} frames")));
        for (var person = 0; person < 2; person++)
        {
            var median = distances[person].Order().ElementAt(distances[person].Count / 2);
            output.WriteLine($"P{person + 1}: {distances[person].Count} joints, median {median:0.0} mm, ids {string.Join(' ', ids[person])}");
            Assert.True(median <= 25, $"P{person + 1}: {median:0.0} mm");
            Assert.Single(ids[person]);
        }
        Assert.NotEqual(ids[0].Min, ids[1].Min);
    }

    private static IEnumerable<double> Distances(PersonPose pose, Dictionary<string, Point3[]> solved, int frame) =>
        solved.Select(joint => Point3.Of(pose.Points, pose.PointsLayout!.IndexOf(joint.Key)).To(joint.Value[frame])).Where(distance => !double.IsNaN(distance));
}
