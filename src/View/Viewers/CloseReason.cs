using System.Net.WebSockets;

namespace StreamLift.View.Viewers;

/// <summary>Why the server closes a connection: the status of the WebSocket's close message and its text.</summary>
/// <param name="Status">The status.</param>
/// <param name="Text">What the page may show, at most 123 bytes of UTF-8.</param>
internal sealed record CloseReason(WebSocketCloseStatus Status, string Text)
{
    /// <summary>The viewer left.</summary>
    public static CloseReason Left { get; } = new(WebSocketCloseStatus.NormalClosure, "bye");

    /// <summary>The server ends. The page comes back when there is one again.</summary>
    public static CloseReason ServerEnds { get; } = new(WebSocketCloseStatus.EndpointUnavailable, "the server ends");

    /// <summary>A message of the viewer that is no message of the protocol.</summary>
    public static CloseReason NotUnderstood { get; } = new(WebSocketCloseStatus.PolicyViolation, "the message was not understood");

    /// <summary>The first message did not come in time.</summary>
    public static CloseReason Silent { get; } = new(WebSocketCloseStatus.PolicyViolation, "no first message came");

    /// <summary>There are as many viewers as may be.</summary>
    public static CloseReason TooMany { get; } = new((WebSocketCloseStatus)1013, "too many viewers");

    /// <summary>The token is missing or wrong.</summary>
    public static CloseReason WrongToken { get; } = new((WebSocketCloseStatus)4401, "the token is missing or wrong");

    /// <summary>The page that connects is of another host.</summary>
    public static CloseReason OtherOrigin { get; } = new((WebSocketCloseStatus)4403, "the page is of another host");
}
