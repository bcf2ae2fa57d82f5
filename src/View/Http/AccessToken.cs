using System.Security.Cryptography;
using System.Text;
using StreamLift.Poses;

namespace StreamLift.View.Http;

/// <summary>The secret that a viewer has to know.</summary>
public sealed class AccessToken
{
    /// <summary>The fewest characters of a token: fewer can be guessed.</summary>
    public const int Shortest = 16;

    private const int Longest = 1024;

    private readonly byte[] _hash;

    /// <param name="token">The secret.</param>
    /// <exception cref="ArgumentException">It is too short or too long.</exception>
    public AccessToken(string token) =>
        _hash = token.Length is >= Shortest and <= Longest
            ? Hash(token)
            : throw new ArgumentException($"{Shortest} to {Longest} characters expected", nameof(token));

    /// <summary>Reads the token that a file holds; white space around it is left out.</summary>
    /// <param name="option">The option that names the file, for the errors.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ConfigurationException">The file can't be read, or holds no token.</exception>
    public static AccessToken Read(string option, string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ConfigurationException($"{option} {path}: can't be read: {e.Message}");
        }

        if (text.Length is < Shortest or > Longest || text.Any(char.IsWhiteSpace))
            throw new ConfigurationException(
                $"{option} {path}: a token is one word of {Shortest} to {Longest} characters; make one with: openssl rand -hex 24 > {path}"
            );
        return new AccessToken(text);
    }

    /// <summary>Whether a text is the token. The time it takes says nothing of where they differ.</summary>
    public bool Matches(string text) => CryptographicOperations.FixedTimeEquals(Hash(text), _hash);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
