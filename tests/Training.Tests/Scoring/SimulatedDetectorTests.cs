using StreamLift.Poses.Layouts;
using StreamLift.Training.Scoring;

namespace StreamLift.Training.Tests.Scoring;

public sealed class SimulatedDetectorTests
{
    [Fact]
    public void Simulated_detector_is_some_percent_of_the_person_off_and_alike_for_5_frames()
    {
        var (detector, errors) = (new SimulatedDetector(), new List<double>());
        var sequence = Recording.Data.Sequences[0];
        for (var frame = 0; frame < sequence.Frames; frame++)
        {
            var keypoints = sequence.Keypoints(frame).ToArray();
            var height = keypoints.Where((_, i) => i % 3 == 1).Max() - keypoints.Where((_, i) => i % 3 == 1).Min();
            var (exact, again) = (keypoints.ToArray(), keypoints.ToArray());
            detector.Apply(sequence, 3, frame, keypoints);
            new SimulatedDetector().Apply(sequence, 3, frame, again);
            Assert.Equal(keypoints, again);
            for (var i = 0; i < keypoints.Length; i += 3)
                errors.Add(Math.Sqrt(Math.Pow(keypoints[i] - exact[i], 2) + Math.Pow(keypoints[i + 1] - exact[i + 1], 2)) / height);
        }
        Assert.InRange(errors.Average(), 0.015, 0.06);

        double Step(int joint, int from) => Math.Abs((errors[((from + 1) * 17) + joint] * 1000) - (errors[(from * 17) + joint] * 1000));
        var (within, between) = (Enumerable.Range(0, 17).Average(joint => Step(joint, 41)), Enumerable.Range(0, 17).Average(joint => Step(joint, 44)));
        Assert.True(within < 0.5 * between, $"{within} and {between}");
    }

    [Fact]
    public void Simulated_detector_leaves_a_missing_joint_missing()
    {
        var sequence = Recording.Data.Sequences[0];
        var keypoints = sequence.Keypoints(7).ToArray();
        var head = 3 * Skeletons.H36m17.IndexOf("Head");
        keypoints.AsSpan(head, 3).Clear();
        new SimulatedDetector().Apply(sequence, 0, 7, keypoints);
        Assert.Equal([0, 0, 0], keypoints[head..(head + 3)]);
    }
}
