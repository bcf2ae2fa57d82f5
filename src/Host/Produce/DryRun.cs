using System.Globalization;
using System.Text;
using StreamLift.Host.Motion;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Host.Produce;

/// <summary>Prints what <c>produce</c> would send.</summary>
internal static class DryRun
{
    private const int MostStreams = 50;

    /// <summary>Prints a line for each stream, and the first message.</summary>
    public static void Print(IMotion motion, CaptureTimes times, Skeleton? layout, SkeletonCatalogue catalogue, bool isKeyedByRig, TextWriter output)
    {
        var now = TimeProvider.System.GetUtcNow();
        var frames = motion.Streams.Aggregate((long?)0, (sum, stream) => sum + stream.Frames);
        output.WriteLine(
            Invariant(
                $"would send {(frames is { } some ? Counted.Of(some, "frame") : "frames without an end")} of {Counted.Of(motion.Streams.Count, "stream")}:"
            )
        );
        for (var stream = 0; stream < Math.Min(MostStreams, motion.Streams.Count); stream++)
            output.WriteLine($"  {Line(motion, times, stream, layout, now)}");
        if (motion.Streams.Count > MostStreams)
            output.WriteLine(Invariant($"  … and {motion.Streams.Count - MostStreams:N0} more"));
        var message = new FrameMessages(motion, layout, catalogue, WireEncoding.Json, isKeyedByRig: isKeyedByRig).Of(0, 0, times.Of(0, 0, now), now)!;
        output.WriteLine($"first message, key {Encoding.UTF8.GetString(message.Key)}:");
        output.WriteLine(Encoding.UTF8.GetString(message.Value));
    }

    private static string Line(IMotion motion, CaptureTimes times, int stream, Skeleton? layout, DateTimeOffset now)
    {
        var about = motion.Streams[stream];
        var image = about.Width > 0 ? $"{about.Width}x{about.Height} px" : "image size unknown";
        var people = about.MostPeople switch
        {
            0 => "nobody",
            1 => "1 person",
            _ => $"up to {about.MostPeople} people",
        };
        var shape = $"{(layout ?? about.Layout).Name}, {people} {(about.MostPeople == 0 ? "in any" : "a")} frame, {image}";
        if (about.Frames is not { } frames)
            return $"{about.Name}: endless, {shape}";
        var (first, last) = (times.Of(stream, 0, now), times.Of(stream, frames - 1, now));
        var when = first == last ? $"at {Time(first)}" : $"from {Time(first)} to {Time(last)}";
        return Invariant($"{about.Name}: {Counted.Of(frames, "frame")}, {motion.Number(stream, 0)} to {motion.Number(stream, frames - 1)}, {shape}, {when}");
    }

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
