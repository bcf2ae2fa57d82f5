namespace StreamLift.Poses;

/// <summary>Where an int8 or fp16 model comes from and what it costs.</summary>
/// <param name="Of">The id of the fp32 model it was made of.</param>
/// <param name="OfSha256">The SHA-256 of that model's file, lower-case hex.</param>
/// <param name="Errors">That model's errors, by the same scorer on the same poses as the card's own.</param>
/// <param name="Allowed">What fewer bits may cost, mm of protocol 1: it was refused above.</param>
/// <param name="Calibration">What its ranges were measured on.</param>
public sealed record CardQuantisation(string Of, string OfSha256, CardErrors Errors, double Allowed, string Calibration)
{
    /// <summary>How much worse it is, mm of protocol 1.</summary>
    /// <param name="errors">The card's own.</param>
    public double Cost(CardErrors errors) => errors.Protocol1 - Errors.Protocol1;
}
