using System.Globalization;

namespace StreamLift.Tests.DetectorFiles;

/// <summary>Text of numbers as Python writes them, with all their digits.</summary>
internal static class FileText
{
    public static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    public static string List<T>(IEnumerable<T> items, Func<T, string> text) => $"[{string.Join(", ", items.Select(text))}]";

    public static string Numbers(IEnumerable<float> numbers) => List(numbers, number => Number(number));

    /// <summary>Writes a file, and the folders that it needs.</summary>
    public static string Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
