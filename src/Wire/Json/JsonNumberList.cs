namespace StreamLift.Wire.Json;

/// <summary>Reads a list of numbers, most of what a message is made of.</summary>
internal static class JsonNumberList
{
    /// <param name="json">Stands before the list.</param>
    /// <param name="field">Its name, to tell what is wrong with it.</param>
    /// <param name="into">Gets the numbers; a <c>null</c> becomes NaN.</param>
    public static bool TryRead(ref JsonScanner json, string field, NumberRows into)
    {
        if (!json.TryOpenList(field))
            return false;
        int first = into.Length;
        while (json.NextItem())
        {
            json.Item = into.Length - first;
            float number = float.NaN;
            if (!json.TryNull() && !json.TryFloat(field, out number))
                return false;
            into.Room(1)[0] = number;
            into.Take(1);
        }
        json.Item = -1;
        return !json.Failed;
    }
}
