using System.Globalization;
using StreamLift.Datasets;
using StreamLift.Datasets.Rigs;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Bench;

/// <summary>
/// Measures a model on recorded motion with parts of the body hidden: is the trunk upright, how large is the error, and does the model's card allow such a
/// person? Then with one joint at a wrong place instead: from which distance on is it better not seen?
/// </summary>
internal static class HiddenJoints
{
    private static readonly (string Name, string Joints)[] Parts =
    [
        ("nothing", ""),
        ("a foot", "RFoot"),
        ("both feet", "RFoot LFoot"),
        ("a leg", "RKnee RFoot"),
        ("both legs", "RKnee RFoot LKnee LFoot"),
        ("a hip", "RHip"),
        ("both hips", "RHip LHip"),
        ("a hip and its leg", "RHip RKnee RFoot"),
        ("a hip and both legs", "RHip RKnee RFoot LKnee LFoot"),
        ("both hips and feet", "RHip LHip RFoot LFoot"),
        ("both hips and legs", "RHip LHip RKnee RFoot LKnee LFoot"),
        ("both hips, legs and wrists", "RHip LHip RKnee RFoot LKnee LFoot RWrist LWrist"),
        ("an arm", "RElbow RWrist"),
        ("both arms", "RElbow RWrist LElbow LWrist"),
        ("a shoulder", "RShoulder"),
        ("both shoulders", "RShoulder LShoulder"),
        ("a shoulder and its arm", "RShoulder RElbow RWrist"),
        ("both shoulders and arms", "RShoulder LShoulder RElbow RWrist LElbow LWrist"),
        ("one side", "RHip RKnee RFoot RShoulder RElbow RWrist"),
        ("the head", "Head Neck/Nose"),
    ];

    private static readonly string[] Pairs = ["Hip", "Knee", "Foot", "Shoulder", "Elbow", "Wrist"];
    private static readonly float[] Shares = [0.05f, 0.1f, 0.15f, 0.2f, 0.3f, 0.4f];

    /// <summary>Prints Markdown.</summary>
    /// <param name="file">The model.</param>
    /// <param name="data">Recorded motion.</param>
    /// <param name="subjects">The subjects, separated by commas.</param>
    /// <param name="layout">The layout that the keypoints pass.</param>
    /// <param name="frontOnly">Whether only what a webcam sees is measured.</param>
    /// <param name="anyway">Whether people before a webcam are lifted that the card refuses.</param>
    /// <param name="every">Every so many frames one is measured; of the combinations of parts, every fourth of these.</param>
    public static int Run(string file, string data, string subjects, string layout, int every, bool frontOnly, bool anyway)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        using var model = LifterModel.Load(file, new LifterOptions());
        var wanted = subjects.Split(',');
        var sequences = Dataset
            .Open(
                new DatasetOptions
                {
                    Path = data,
                    RandomCameras = 1,
                    Rig = new RigOptions { AsHuman36m = true },
                }
            )
            .Sequences.Where(sequence => wanted.Any(one => SubjectName.IsMatch(sequence.Subject, one)))
            .ToList();
        Say($"{model.Id}, {layout}, {sequences.Sum(sequence => (sequence.Frames + every - 1) / every)} frames of {subjects}\n");
        new FrontViews(model, sequences, layout, every, anyway).Print();
        if (frontOnly)
            return 0;
        Say("\n| not seen | lifted | error, mm | trunk off, degrees | upside down, % | at a desk: error, mm | trunk off, degrees | upside down, % |");
        Say("|---|---|---|---|---|---|---|---|");
        var measured = new AlteredFrames(model, sequences, layout, every);
        foreach (var (name, joints) in Parts)
        {
            var (recorded, desk) = Measure(measured, joints);
            Say(
                $"| {name} | {(recorded.Shortage == Shortage.None ? "yes" : "no")} | {recorded.Error:F0} | {recorded.Angle:F0} | {recorded.Down:F1} "
                    + $"| {desk.Error:F0} | {desk.Angle:F0} | {desk.Down:F1} |"
            );
        }

        Combinations(new AlteredFrames(model, sequences, layout, 4 * every));
        Misplaced(measured);
        var (right, exchanged) = (measured.Measure("", atDesk: false), measured.Measure("", atDesk: false, isExchanged: true));
        Say(
            $"\nKnees bent backwards: {right.KneesBack:F1} %; with left and right of the keypoints exchanged {exchanged.KneesBack:F1} %, "
                + $"error {exchanged.Error:F0} mm."
        );
        return 0;
    }

    private static (AlteredFrames.Result Recorded, AlteredFrames.Result Desk) Measure(AlteredFrames frames, string joints) =>
        (frames.Measure(joints, atDesk: false), frames.Measure(joints, atDesk: true));

    // Each number of hidden hips, knees, feet, shoulders, elbows and wrists, with and without the head.
    private static void Combinations(AlteredFrames frames)
    {
        var found = new List<(AlteredFrames.Result Recorded, AlteredFrames.Result Desk)>();
        for (var code = 0; code < 2 * Math.Pow(3, Pairs.Length); code++)
        {
            var hidden = new List<string>(code % 2 == 0 ? [] : ["Head"]);
            for (var (pair, rest) = (0, code / 2); pair < Pairs.Length; pair++, rest /= 3)
                hidden.AddRange(new[] { "R", "L" }.Take(rest % 3).Select(side => side + Pairs[pair]));
            found.Add(Measure(frames, string.Join(' ', hidden)));
        }

        Say($"\n{found.Count} combinations of hidden hips, knees, feet, shoulders, elbows, wrists and head:\n");
        Say("| the card | combinations | error, mm, mean (most) | trunk off, degrees | upside down, % | at a desk: error, mm | trunk off | upside down, % |");
        Say("|---|---|---|---|---|---|---|---|");
        foreach (var group in found.GroupBy(result => result.Recorded.Shortage).OrderBy(group => group.Key))
        {
            string Of(Func<(AlteredFrames.Result Recorded, AlteredFrames.Result Desk), double> number, string format) =>
                string.Create(CultureInfo.InvariantCulture, $"{group.Average(number).ToString(format)} ({group.Max(number).ToString(format)})");
            Say(
                $"| {(group.Key == Shortage.None ? "lifts" : $"refuses ({group.Key})")} | {group.Count()} | {Of(one => one.Recorded.Error, "F0")} "
                    + $"| {Of(one => one.Recorded.Angle, "F0")} | {Of(one => one.Recorded.Down, "F1")} | {Of(one => one.Desk.Error, "F0")} "
                    + $"| {Of(one => one.Desk.Angle, "F0")} | {Of(one => one.Desk.Down, "F1")} |"
            );
        }
    }

    private static void Misplaced(AlteredFrames frames)
    {
        Say("\nOne joint at a wrong place, by shares of the person's height in the picture: error, mm.\n");
        Say($"| joint | right | not seen | {string.Join(" | ", Shares.Select(share => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F0} %")))} |");
        Say($"|---|---|---|{string.Concat(Shares.Select(_ => "---|"))}");
        foreach (var joint in new[] { "RFoot", "RKnee", "RHip", "RWrist", "RElbow", "RShoulder" })
            Say(
                $"| {joint} | {frames.Measure("", atDesk: false).Error:F0} | {frames.Measure(joint, atDesk: false).Error:F0} "
                    + $"| {string.Join(" | ", Shares.Select(share => $"{frames.Measure("", atDesk: false, joint, share).Error:F0}"))} |"
            );
    }

    private static void Say(string line) => Console.WriteLine(line);
}
