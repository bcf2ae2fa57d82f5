using StreamLift.Poses;

namespace StreamLift.Files.Input;

/// <summary>Turns what is wrong with a file into one line that names it.</summary>
internal static class Guarded
{
    /// <exception cref="ConfigurationException">The file can't be read.</exception>
    public static T Read<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ConfigurationException($"{path} can't be read: {OneLine.Of(e.Message, 400)}");
        }
    }

    /// <summary>The same for each instant of a file.</summary>
    public static IEnumerable<MotionInstant> Each(string path, IEnumerable<MotionInstant> instants)
    {
        using var each = instants.GetEnumerator();
        while (Read(path, each.MoveNext))
            yield return each.Current;
    }
}
