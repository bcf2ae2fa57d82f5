using System.Globalization;

namespace StreamLift.Lifter.Suspicion;

/// <summary>Says a suspicion in one line: what was seen, what is likely, and what settles it.</summary>
internal static class SuspectText
{
    private const string OwnLayout = "name the detector's own layout, or describe it in --layouts";
    private const double HalfHoursPerHour = 2;
    private const long ZoneToleranceMs = 60_000;
    private const long HalfHourMs = 1_800_000;

    /// <summary>The text without the stream's name.</summary>
    public static string Of(Suspect suspect, StreamObservation seen) =>
        suspect switch
        {
            Suspect.NormalisedCoordinates => Normalised(seen),
            Suspect.OutsideImage => Outside(seen),
            Suspect.SwappedSize => $"the joints fit an image of {Size(seen.Image.Height, seen.Image.Width)} px, not {Size(seen)}: "
                + "width and height are likely exchanged; correct \"image\" or --image",
            Suspect.NoImageSize => "its frames have no \"image\", and neither --image nor --cameras gives its size: "
                + $"the {Size(seen)} px of the model's card are likely wrong; send \"image\" or set --image WxH",
            Suspect.UpsideDown => $"{Percent(seen.UpsideDown)} of the people have the shoulders below the hips: "
                + "the camera likely hangs upside down, or y points up; turn the image, or send y from the top",
            Suspect.Mirrored when seen.Contradictions.IsReached(seen.Time.TimestampMs) =>
                $"{Percent(seen.Contradictions)} of the people have the shoulders the other way round than the eyes: "
                    + $"left and right of the body or of the face are likely exchanged; {OwnLayout}",
            Suspect.Mirrored => $"{Percent(seen.ReversedFaces)} of the faces have the left eye on the left of the image: "
                + $"left and right are likely exchanged; {OwnLayout}",
            Suspect.NeverMoves => $"{seen.StillFrames} frames are exactly the same: the detector or the file likely repeats one frame; look at the source",
            Suspect.TimestampUnit => TimestampUnit.Describe(seen.Time.TimestampMs, seen.Time.NowMs),
            Suspect.ClockAhead => Ahead(seen.Time.TimestampMs - seen.Time.NowMs),
            Suspect.TimeZone => string.Create(
                CultureInfo.InvariantCulture,
                $"timestampMs is {seen.HalfHoursBehind / HalfHoursPerHour:0.#} h behind the record's own timestamp in every frame: "
                    + $"a time zone is likely added; send milliseconds since 1970 UTC"
            ),
            Suspect.ConstantScores => string.Create(
                CultureInfo.InvariantCulture,
                $"every score is {seen.Scores.Most}: the detector's own scores are likely lost, so --min-score can't tell a guessed joint; "
                    + $"send the detector's scores, or 1"
            ),
            Suspect.JointsAtOrigin => $"{seen.AtOrigin} joints have a score above 0 and lie at 0, 0: "
                + "they are likely joints that were not seen; send these with score 0",
            Suspect.OtherLayout => $"{Percent(seen.Displaced, seen.Middles)} of the people have the middle of the hips far from the hips: "
                + "the joints are likely in the order of another layout, such as body25b in place of body25; "
                + "name the detector's own in \"layout\", or with --layout for other tools' records",
            _ => throw new ArgumentOutOfRangeException(nameof(suspect), suspect, null),
        };

    private static string Normalised(StreamObservation seen)
    {
        var range = string.Create(
            CultureInfo.InvariantCulture,
            $"all coordinates lie in {seen.Last.Range.Least:0.##}…{seen.Last.Range.Most:0.##} beside an image of {Size(seen)} px"
        );
        // Some joints outside the image have negative coordinates; about half of the joints have where 0 is the middle.
        return 4 * seen.Last.Negative > seen.Last.Joints
            ? $"{range}: they are likely normalised to −1…1; send pixels, x = (x + 1) / 2 · width"
            : $"{range}: they are likely normalised to 0…1; set --normalised, or send \"normalised\": true";
    }

    private static string Outside(StreamObservation seen)
    {
        var likely =
            100 * seen.OutsideSwapped > seen.Joints
                ? "the size is likely wrong"
                : $"the size is likely wrong, perhaps width and height are exchanged (the joints fit {Size(seen.Image.Height, seen.Image.Width)} px)";
        return $"{Percent(seen.Outside, seen.Joints)} of the joints are outside the image of {Size(seen)} px: "
            + $"{likely}; send the image's own size in \"image\", or set --image WxH";
    }

    private static string Ahead(long ms)
    {
        var toHalfHour = ms % HalfHourMs;
        var isZone = ms >= HalfHourMs && (toHalfHour < ZoneToleranceMs || HalfHourMs - toHalfHour < ZoneToleranceMs);
        return $"timestampMs is {TimestampUnit.Words(ms)} ahead of this machine's clock: "
            + $"check {(isZone ? "the camera's time zone" : "both clocks")}; send milliseconds since 1970 UTC";
    }

    private static string Size(StreamObservation seen) => Size(seen.Image.Width, seen.Image.Height);

    private static string Size(int width, int height) => string.Create(CultureInfo.InvariantCulture, $"{width}x{height}");

    private static string Percent(in Majority people) => Percent(people.Count, people.Of);

    private static string Percent(long part, long whole) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / Math.Max(1, whole):0} %");
}
