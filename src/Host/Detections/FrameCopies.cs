using System.Text;
using StreamLift.Datasets.Detections;
using StreamLift.Detectors;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Detections;

/// <summary>Copies decoded frames out of the decoder's memory. A person none of whose joints was seen is left out; the others keep their ids.</summary>
internal static class FrameCopies
{
    // stands for the number of a frame that does not say its own
    private const long Unnumbered = long.MaxValue;

    // landmarks may lie outside the image, but not this many images away
    private const float MostImages = 10;

    private const string NotNormalised = "--normalised says that they are 0…1 of the image: leave it out for pixels";

    /// <summary>What a decoder is told beside a file's body.</summary>
    public static FrameDefaults Defaults(DetectionOptions options) =>
        new()
        {
            Stream = "file"u8,
            Layout = options.Layout,
            Width = options.Image?.Width ?? 0,
            Height = options.Image?.Height ?? 0,
            FrameNumber = Unnumbered,
            TimestampMs = 0,
            Normalised = options.IsNormalised,
        };

    /// <summary>Whether the file is one frame that does not say its number.</summary>
    public static bool IsUnnumbered(KeypointFrames frames) => frames.Count == 1 && frames[0].FrameNumber == Unnumbered;

    /// <summary>The frames of a file whose format has fractions of the image.</summary>
    /// <exception cref="ConfigurationException">The coordinates are pixels.</exception>
    public static FileTake OfFractions(string path, KeypointFrames frames, DetectionOptions options)
    {
        for (var i = 0; i < frames.Count; i++)
        for (var person = 0; person < frames[i].PersonCount; person++)
            RefusePixels(
                path,
                frames[i].Keypoints(person),
                (frames[i].Width, frames[i].Height),
                "this format has 0…1 of the image: divide pixels by the size of the image"
            );
        return Of(path, frames, options);
    }

    /// <summary>The frames of a file.</summary>
    /// <exception cref="ConfigurationException">People of several layouts, or pixels with --normalised.</exception>
    public static FileTake Of(string path, KeypointFrames frames, DetectionOptions options)
    {
        var copies = new List<DetectedFrame>(frames.Count);
        KeypointFrame? first = null;
        for (var i = 0; i < frames.Count; i++)
        {
            var frame = frames[i];
            if (frame.PersonCount > 0)
                first ??= frame;
            if (frame.PersonCount > 0 && frame.Layout != first!.Layout)
                throw new ConfigurationException(
                    $"{path}: frame {first.FrameNumber} has people of layout {first.Layout}, frame {frame.FrameNumber} of {frame.Layout}; "
                        + "give each a file of its own"
                );
            var people = new List<DetectedPerson>(frame.PersonCount);
            for (var person = 0; person < frame.PersonCount; person++)
                if (IsSeen(frame.Keypoints(person)))
                {
                    if (options.IsNormalised)
                        RefusePixels(path, frame.Keypoints(person), (frame.Width, frame.Height), NotNormalised);
                    people.Add(new DetectedPerson(frame.Id(person), frame.Score(person), frame.Keypoints(person).ToArray()));
                }
            copies.Add(new DetectedFrame(frame.FrameNumber, people) { Image = Own(path, (frame.Width, frame.Height), options) });
        }
        return new FileTake("", first?.Layout, copies);
    }

    /// <summary>The frames of an npz file's take.</summary>
    /// <exception cref="ConfigurationException">The layout is unknown, or another than the one asked for.</exception>
    public static FileTake Of(string path, DetectedTake take, DetectionOptions options)
    {
        var layout = options.Layout ?? take.Layout ?? ByNumber(path, take.Joints, options.Catalogue);
        if (layout.Count != take.Joints)
            throw new ConfigurationException($"{path}: people have {take.Joints} joints, layout {layout} has {layout.Count}; name the layout with --layout");
        var (width, height) = Own(path, take is { Width: > 0, Height: > 0 } ? (take.Width, take.Height) : options.Image ?? default, options);
        if (options.IsNormalised && (width == 0 || height == 0))
            throw new ConfigurationException($"{path}: with --normalised the size of the image is needed; add --image WxH");
        var frames = new List<DetectedFrame>(take.Frames);
        for (var frame = 0; frame < take.Frames; frame++)
        {
            var people = new List<DetectedPerson>();
            for (var person = 0; person < take.People; person++)
                if (IsSeen(take.Of(frame, person)))
                    people.Add(
                        new DetectedPerson(
                            person,
                            float.NaN,
                            options.IsNormalised ? Pixels(path, take.Of(frame, person), (width, height)) : [.. take.Of(frame, person)]
                        )
                    );
            frames.Add(new DetectedFrame(take.Numbers?[frame] ?? frame, people) { Image = (width, height) });
        }
        return new FileTake(take.Name, layout, frames) { Rate = take.Rate };
    }

    // The file knows best; an option that says something else is a mistake of one of them.
    private static (int Width, int Height) Own(string path, (int Width, int Height) image, DetectionOptions options) =>
        options.Image is not { } given || image == given
            ? image
            : throw new ConfigurationException(
                $"{path} says that its image has {image.Width}x{image.Height} px, --image says {given.Width}x{given.Height}; leave out --image"
            );

    private static float[] Pixels(string path, ReadOnlySpan<float> keypoints, (int Width, int Height) image)
    {
        var pixels = keypoints.ToArray();
        for (var at = 0; at < pixels.Length; at += 3)
            (pixels[at], pixels[at + 1]) = (pixels[at] * image.Width, pixels[at + 1] * image.Height);
        RefusePixels(path, pixels, image, NotNormalised);
        return pixels;
    }

    private static void RefusePixels(string path, ReadOnlySpan<float> keypoints, (int Width, int Height) image, string why)
    {
        for (var at = 0; at < keypoints.Length; at += 3)
            if (keypoints[at + 2] > 0 && (keypoints[at] > MostImages * image.Width || keypoints[at + 1] > MostImages * image.Height))
                throw new ConfigurationException(
                    $"{path}: x, y of joint {at / 3} are {keypoints[at] / image.Width:0.#}, {keypoints[at + 1] / image.Height:0.#}, but {why}"
                );
    }

    private static bool IsSeen(ReadOnlySpan<float> keypoints)
    {
        for (var at = 2; at < keypoints.Length; at += 3)
            if (keypoints[at] > 0)
                return true;
        return false;
    }

    private static Skeleton ByNumber(string path, int joints, SkeletonCatalogue catalogue) =>
        UsualLayouts.Of(joints) is { } name && catalogue.TryGet(name, out var layout)
            ? layout
            : throw new ConfigurationException($"{path}: people have {joints} joints, and the file names no layout; add --layout NAME (or a --layouts file)");
}
