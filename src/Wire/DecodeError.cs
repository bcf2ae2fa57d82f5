namespace StreamLift.Wire;

/// <summary>Why a message could not be decoded. The default value is no error.</summary>
public readonly struct DecodeError
{
    private readonly string? _detail;

    /// <summary>An error.</summary>
    /// <param name="reason">The kind of error.</param>
    /// <param name="detail">The error in one line.</param>
    public DecodeError(Rejection reason, string detail) => (Reason, _detail) = (reason, detail);

    /// <summary>The kind of error; <see cref="Rejection.None"/> when there is none.</summary>
    public Rejection Reason { get; }

    /// <summary>The error in one line of text, with the position of the frame in a list (<c>frame 3 of 10: …</c>); empty when there is none.</summary>
    public string Detail => _detail ?? "";

    /// <summary>Whether there is an error.</summary>
    public bool IsError => Reason != Rejection.None;

    /// <summary>The name of the reason and the detail, <c>missing-field: stream is missing</c>; <c>none</c> when there is no error.</summary>
    public override string ToString() => IsError ? $"{RejectionNames.Of(Reason)}: {Detail}" : RejectionNames.Of(Reason);
}
