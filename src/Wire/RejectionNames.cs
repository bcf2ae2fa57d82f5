using System.Text;

namespace StreamLift.Wire;

/// <summary>The names of rejections in the header <c>streamlift-reason</c> and in metrics. They are stable.</summary>
public static class RejectionNames
{
    private static readonly byte[][] Names = [.. Enum.GetValues<Rejection>().Select(rejection => Encoding.UTF8.GetBytes(Of(rejection)))];

    /// <summary>The name in kebab-case, <c>malformed-json</c>.</summary>
    public static string Of(Rejection rejection) =>
        rejection switch
        {
            Rejection.None => "none",
            Rejection.Tombstone => "tombstone",
            Rejection.TooManyBytes => "too-many-bytes",
            Rejection.MalformedJson => "malformed-json",
            Rejection.MalformedProtobuf => "malformed-protobuf",
            Rejection.MissingField => "missing-field",
            Rejection.InvalidField => "invalid-field",
            Rejection.UnknownLayout => "unknown-layout",
            Rejection.KeypointCount => "keypoint-count",
            Rejection.NonFinite => "non-finite",
            Rejection.TooManyPeople => "too-many-people",
            Rejection.TooManyFrames => "too-many-frames",
            Rejection.UnknownContentType => "unknown-content-type",
            Rejection.NoCamera => "no-camera",
            Rejection.OutputTooLarge => "output-too-large",
            Rejection.TooFewJoints => "too-few-joints",
            Rejection.RequiredJoints => "required-joints",
            Rejection.MalformedEnvelope => "malformed-envelope",
            Rejection.Suspect => "suspect",
            _ => throw new ArgumentOutOfRangeException(nameof(rejection), rejection, null),
        };

    /// <summary>The name in UTF-8.</summary>
    internal static ReadOnlySpan<byte> Utf8(Rejection rejection) => Names[(int)rejection];

    /// <summary>A name as a string; that of a reason of this list is not made anew.</summary>
    internal static string Text(ReadOnlySpan<byte> utf8)
    {
        for (var rejection = 1; rejection < Names.Length; rejection++)
            if (utf8.SequenceEqual(Names[rejection]))
                return Of((Rejection)rejection);
        return Encoding.UTF8.GetString(utf8);
    }
}
