namespace StreamLift.Ingest;

/// <summary>The type of a key or value that was taken in while it lay in the client's own memory: nothing is left to hold.</summary>
internal readonly struct Handled;
