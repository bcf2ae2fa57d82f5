using System.CommandLine;
using System.Net;
using StreamLift.Host.Settings;
using StreamLift.Poses;
using StreamLift.View;
using StreamLift.View.Http;

namespace StreamLift.Host.Viewing;

/// <summary>The flags of a viewer with an address of its own.</summary>
/// <param name="purpose">What the help says they are of.</param>
internal sealed class ViewFlags(string purpose = "")
{
    /// <summary>The address without <c>--http</c>: another one than that of the service's health endpoints.</summary>
    public const string DefaultAddress = "127.0.0.1:8788";

    private readonly Option<string?> _http = new("--http")
    {
        Description = $"address of the page{purpose}; one that other machines can reach needs --token [default: {DefaultAddress}]",
        HelpName = "HOST:PORT",
    };

    private readonly Option<string?> _token = new("--token") { Description = $"file with the token that viewers need{purpose}", HelpName = "FILE" };

    /// <summary>Adds the flags to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_http);
        command.Options.Add(_token);
    }

    /// <summary>Whether one of them was given.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_http) is not null || parsed.GetValue(_token) is not null;

    /// <summary>Where to listen, and the token.</summary>
    /// <exception cref="ConfigurationException">A value that can't be used, or an address that needs a token.</exception>
    public ViewAddress Read(ParseResult parsed)
    {
        var problems = new SettingsProblems();
        var address = parsed.GetValue(_http) ?? DefaultAddress;
        var path = parsed.GetValue(_token);
        var token = path is null ? null : problems.Try(() => AccessToken.Read("--token", path));
        if (!ServiceOptionsCheck.IsEndpoint(address))
            problems.Add([$"--http {OneLine.Of(address)}: write it as {DefaultAddress}"]);
        else if (path is null && !ViewServer.IsLoopback(address))
            problems.Add([ViewServer.TokenNeeded(address)]);
        problems.ThrowIfAny();
        return new ViewAddress(address, token);
    }
}

/// <summary>Where a viewer listens.</summary>
/// <param name="Address">host:port.</param>
/// <param name="Token">The token that viewers need; null: none.</param>
internal sealed record ViewAddress(string Address, AccessToken? Token)
{
    /// <summary>What follows the address in a browser: the token, which is not shown.</summary>
    public string Fragment => Token is null ? "" : "#token=…";

    /// <summary>The page's address in a browser of this machine. A server may listen on all addresses: 0.0.0.0 is none that a browser should open.</summary>
    /// <param name="address">Where the server listens: host:port.</param>
    /// <param name="path">The page's path.</param>
    public static string Page(string address, string path)
    {
        var colon = address.LastIndexOf(':');
        var host = address[..colon];
        var isAny = host is "*" or "+" || (IPAddress.TryParse(host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
        return $"http://{(isAny ? "localhost" : host)}{address[colon..]}{path}";
    }

    /// <summary>The page's address of a server that shows nothing else.</summary>
    public static string Page(ViewServer server) => Page($"{server.Address.Host}:{server.Address.Port}", "/");

    /// <summary>What is to be said of an address that other machines can reach; null for one of this machine alone.</summary>
    public string? Warning =>
        ViewServer.IsLoopback(Address)
            ? null
            : $"--http {Address}: other machines can reach the viewer, by the name or an address of this one; it asks for the token, "
                + "and what it sends is not encrypted (docs/viewer.md)";
}
