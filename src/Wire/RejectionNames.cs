namespace StreamLift.Wire;

/// <summary>The names of rejections in the header <c>streamlift-reason</c> and in metrics. They are stable.</summary>
public static class RejectionNames
{
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
            _ => throw new ArgumentOutOfRangeException(nameof(rejection), rejection, null),
        };
}
