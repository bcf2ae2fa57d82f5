using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Json;

/// <summary>Reads a list of numbers, most of what a message is made of.</summary>
internal static class JsonNumberList
{
    /// <param name="json">Stands before the list.</param>
    /// <param name="field">Its name, to tell what is wrong with it.</param>
    /// <param name="into">Gets the numbers; a <c>null</c> becomes NaN.</param>
    public static bool TryRead(scoped ref JsonScanner json, string field, FloatArena into)
    {
        if (!json.TryOpenList(field))
            return false;
        int first = into.Length;
        while (json.NextItem())
        {
            var room = into.Reserve(64);
            json.Peek(); // over white space
            int run = JsonNumberRun.Read(json.Rest, room, out int used);
            json.Skip(used);
            if (run == 0)
            {
                json.Item = into.Length - first;
                room[run++] = float.NaN;
                if (!json.TryNull() && !json.TryFloat(field, out room[0]))
                    return false;
                json.Item = -1;
            }
            into.Advance(run);
        }
        return !json.Failed;
    }
}
