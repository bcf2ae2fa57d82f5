namespace StreamLift.Poses;

/// <summary>Rewords the errors of the command-line parser, which name .NET types, for users.</summary>
internal static class OptionErrors
{
    private const string Unreadable = "Cannot parse"; // the start of System.CommandLine's message

    /// <param name="message">The parser's message.</param>
    /// <param name="option">"--frames".</param>
    /// <param name="value">The value on the command line.</param>
    /// <param name="type">The type of the option.</param>
    /// <returns>"--frames x: not a whole number up to 2147483647"; the parser's message when it is about something else.</returns>
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
