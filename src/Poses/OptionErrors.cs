namespace StreamLift.Poses;

/// <summary>What a parser of command lines says of a value that it can't read names .NET's types; here it is said for a person.</summary>
public static class OptionErrors
{
    private const string Unreadable = "Cannot parse"; // how System.CommandLine begins it

    /// <param name="message">The parser's own words.</param>
    /// <param name="option">"--frames".</param>
    /// <param name="value">What was given.</param>
    /// <param name="type">What the option holds.</param>
    /// <returns>"--frames x: not a whole number up to 2147483647"; the parser's words where they are about something else.</returns>
    public static string InWords(string message, string option, string value, Type type)
    {
        if (!message.StartsWith(Unreadable, StringComparison.Ordinal))
            return message;
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        if (wanted.IsEnum)
            return $"{option} {value}: not one of {string.Join(", ", Enum.GetNames(wanted)).ToLowerInvariant()}";
        return Type.GetTypeCode(wanted) switch
        {
            TypeCode.Int32 => $"{option} {value}: not a whole number up to {int.MaxValue}",
            TypeCode.Int64 => $"{option} {value}: not a whole number up to {long.MaxValue}",
            TypeCode.UInt64 => $"{option} {value}: not a whole number from 0 to {ulong.MaxValue}",
            TypeCode.Single or TypeCode.Double => $"{option} {value}: not a number",
            TypeCode.Boolean => $"{option} {value}: neither true nor false",
            _ => message,
        };
    }
}
