using System.Text.Unicode;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Json;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Protobuf;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire;

/// <summary>
/// Decodes keypoint frames. It accepts any bytes and never throws on them. A valid frame needs no allocation once the arrays of the frame have
/// grown. The decoder has no state: any number of threads can share one, each with its own frame.
/// </summary>
public sealed class FrameDecoder
{
    private readonly FrameRules _rules;

    /// <summary>A decoder of the built-in layouts with the default limits.</summary>
    public FrameDecoder()
        : this(SkeletonCatalogue.BuiltIn, new WireLimits()) { }

    /// <summary>A decoder with its own layouts and limits.</summary>
    /// <param name="catalogue">The layouts that frames may name.</param>
    /// <param name="limits">The largest message that is accepted.</param>
    public FrameDecoder(SkeletonCatalogue catalogue, WireLimits limits)
        : this(catalogue, limits, strict: false) { }

    /// <summary>A decoder with its own layouts and limits, strict or not.</summary>
    /// <param name="catalogue">The layouts that frames may name.</param>
    /// <param name="limits">The largest message that is accepted.</param>
    /// <param name="strict">
    /// Whether a person whose own content is wrong rejects the whole record. Otherwise only that person is rejected (<see cref="KeypointFrame.Error"/>).
    /// </param>
    public FrameDecoder(SkeletonCatalogue catalogue, WireLimits limits, bool strict) => _rules = new(catalogue, limits, strict);

    /// <summary>Decodes the value of a record: one frame or a list of frames. A list with an invalid frame is rejected as a whole.</summary>
    /// <param name="encoding">The encoding of the value.</param>
    /// <param name="body">The value; empty for a tombstone.</param>
    /// <param name="into">Receives the frames; not usable after an error.</param>
    /// <param name="error">The first error found.</param>
    /// <returns>Whether the value was decoded.</returns>
    public bool TryDecode(WireEncoding encoding, ReadOnlySpan<byte> body, KeypointFrames into, out DecodeError error)
    {
        into.Clear();
        into.IsList = encoding == WireEncoding.Json ? JsonFrameReader.IsList(body) : ListTags.IsList(body);
        if (!into.IsList)
            return TryDecode(encoding, body, into.Add(), out error);
        if (body.Length > _rules.Limits.MaxBytes)
            error = TooLong(body);
        else if (encoding == WireEncoding.Protobuf)
            error = ProtobufFrameReader.ReadList(body, _rules, into);
        else
            error = Utf8.IsValid(body) ? JsonFrameReader.ReadList(body, _rules, into) : NotUtf8;
        return !error.IsError;
    }

    /// <summary>Decodes the value of a record that holds one frame, not a list.</summary>
    /// <param name="encoding">The encoding of the value.</param>
    /// <param name="body">The value; empty for a tombstone.</param>
    /// <param name="into">Receives the frame; not usable after an error.</param>
    /// <param name="error">The first error found.</param>
    /// <returns>Whether the value was decoded.</returns>
    public bool TryDecode(WireEncoding encoding, ReadOnlySpan<byte> body, KeypointFrame into, out DecodeError error)
    {
        into.Clear();
        if (body.IsEmpty)
            error = new(Rejection.Tombstone, "the record has no body");
        else if (body.Length > _rules.Limits.MaxBytes)
            error = TooLong(body);
        else if (encoding == WireEncoding.Protobuf)
            error = ProtobufFrameReader.Read(body, _rules, into);
        else // One vectorised check of the whole body is cheaper than one of each string.
            error = Utf8.IsValid(body) ? JsonFrameReader.Read(body, _rules, into) : NotUtf8;
        return !error.IsError;
    }

    /// <summary>
    /// Checks a frame in either encoding once all of it was read: checks the fields, copies them to the frame, rejects people whose content is wrong and sets
    /// the joints that were not seen to 0.
    /// </summary>
    /// <param name="fields">The fields that were read.</param>
    /// <param name="rules">The known layouts, for the error text, and whether a person that is rejected rejects the frame.</param>
    /// <param name="frame">The frame; its stream and people are already set.</param>
    /// <returns>The first rule that the frame breaks.</returns>
    internal static DecodeError Check(ref readonly FrameFields fields, FrameRules rules, KeypointFrame frame)
    {
        var missing = Missing(in fields, frame);
        if (missing != null)
            return new(Rejection.MissingField, $"{missing} is missing");
        if (fields.Frame < 0)
            return new(Rejection.InvalidField, $"frame is {fields.Frame}; 0 or more was expected");
        if (fields.HasImage && (fields.Width is <= 0 or > int.MaxValue || fields.Height is <= 0 or > int.MaxValue))
            return new(Rejection.InvalidField, $"image is {fields.Width} x {fields.Height} pixels; both must be positive and fit 31 bits");
        if (fields.Layout == null)
        {
            var known = string.Join(", ", rules.Catalogue.All);
            return new(Rejection.UnknownLayout, $"layout {QuotedExcerpt.Of(fields.LayoutName)} is not known; known are {known}");
        }
        frame.Layout = fields.Layout;
        (frame.FrameNumber, frame.TimestampMs, frame.Width, frame.Height) = (fields.Frame, fields.TimestampMs, (int)fields.Width, (int)fields.Height);
        frame.IsNormalised = fields.IsNormalised;
        for (var person = 0; person < frame.PersonCount; person++)
        {
            var error = CheckPerson(frame, person);
            if (!error.IsError)
                continue;
            if (rules.IsStrict)
                return error;
            frame.RejectPerson(person, error);
        }
        return default;
    }

    /// <summary>The error of the last frame read, with its position in the list.</summary>
    /// <param name="error">The frame's own error.</param>
    /// <param name="frames">The frames read so far.</param>
    /// <param name="total">The length of the list; -1 when the rest of the list is malformed.</param>
    internal static DecodeError OfLast(DecodeError error, KeypointFrames frames, int total) =>
        new(error.Reason, total < 0 ? $"frame {frames.Count}: {error.Detail}" : $"frame {frames.Count} of {total}: {error.Detail}");

    internal static DecodeError NotUtf8 => new(Rejection.MalformedJson, "the body is not UTF-8");

    private DecodeError TooLong(ReadOnlySpan<byte> body) =>
        new(Rejection.TooManyBytes, $"the body has {body.Length} bytes; at most {_rules.Limits.MaxBytes} are allowed");

    private static string? Missing(ref readonly FrameFields fields, KeypointFrame frame)
    {
        if (frame.Stream.IsEmpty)
            return "stream";
        if (!fields.HasFrame)
            return "frame";
        if (!fields.HasTimestamp)
            return "timestampMs";
        if (!fields.HasLayout)
            return "layout";
        return fields.HasPeople ? null : "people";
    }

    private static DecodeError CheckPerson(KeypointFrame frame, int person)
    {
        ref readonly var read = ref frame.Person(person);
        if (read.Error.IsError)
            return default; // found before, by the reader
        // NaN passes: it is the score of a person without one.
        if (read.Score < 0)
            return new(Rejection.InvalidField, $"people[{person}].score is {read.Score}; 0 or more was expected");
        var keypoints = frame.Numbers.Row(read.Start, read.Count);
        if (keypoints.Length != 3 * frame.Layout.Count)
        {
            var expected = $"{frame.Layout.Name} has {frame.Layout.Count} joints: {3 * frame.Layout.Count} expected";
            var hint = keypoints.Length == 2 * frame.Layout.Count ? "; x and y without scores are written [[x,y],[x,y],…]" : "";
            return new(Rejection.KeypointCount, $"people[{person}].keypoints has {keypoints.Length} numbers; {expected}{hint}");
        }
        for (var at = 0; at < keypoints.Length; at += 3)
        {
            var joint = keypoints.Slice(at, 3);
            if (!KeypointFrame.IsSeen(joint))
                joint.Clear();
        }
        return default;
    }
}

/// <summary>The largest message that a decoder accepts.</summary>
public sealed record WireLimits
{
    /// <summary>Bytes of a record's value. This bounds memory too: a value of n bytes holds fewer than n/2 numbers.</summary>
    public int MaxBytes { get; init; } = 1 << 20;

    /// <summary>People in one frame.</summary>
    public int MaxPeople { get; init; } = 100;

    /// <summary>Frames in one record.</summary>
    public int MaxFrames { get; init; } = 256;
}

/// <summary>The fields of a frame that have been read so far. They are checked at the end of the frame, because fields come in any order.</summary>
internal ref struct FrameFields
{
    public bool HasFrame;
    public bool HasTimestamp;
    public bool HasLayout;
    public bool HasImage;
    public bool HasPeople;
    public bool IsNormalised;
    public long Frame;
    public long TimestampMs;
    public long Width;
    public long Height;
    public ReadOnlySpan<byte> LayoutName;
    public Skeleton? Layout;
}
