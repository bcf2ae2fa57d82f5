using StreamLift.Lifter;
using StreamLift.Lifter.Models;

namespace StreamLift.Training.Runs;

/// <summary>File names of models for single actions, as <c>train --actions each</c> writes them.</summary>
internal static class ActionFiles
{
    /// <summary>The placeholder for the action's name in a file name.</summary>
    public const string Token = "{action}";

    /// <summary>Whether a file name contains the placeholder.</summary>
    public static bool IsEach(string path) => path.Contains(Token, StringComparison.Ordinal);

    /// <summary>The file of one action.</summary>
    public static string Of(string path, string action) => path.Replace(Token, action, StringComparison.Ordinal);

    /// <summary>Throws a <see cref="ModelException"/> that lists the missing files of actions, if there are any.</summary>
    public static void Require(string path, IEnumerable<string> actions)
    {
        if (actions.Where(action => !File.Exists(Of(path, action))).ToList() is { Count: > 0 } missing)
            throw new ModelException(
                $"model {path}: there is no file for {string.Join(", ", missing)}; 'train --actions each' writes a model for each action of the data"
            );
    }
}
