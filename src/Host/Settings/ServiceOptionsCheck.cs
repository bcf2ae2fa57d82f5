using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using StreamLift.View;

namespace StreamLift.Host.Settings;

/// <summary>Checks the settings of the process. Reports every problem, one line each.</summary>
internal sealed class ServiceOptionsCheck : IValidateOptions<ServiceOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ServiceOptions options)
    {
        var problems = new List<string>();
        if (options.Lanes is < 1 or > 256)
            problems.Add("--lanes: from 1 to 256");
        if (options.ConnectTimeout.TotalSeconds is < 0.1 or > 3600)
            problems.Add("--connect-timeout: from 0.1 to 3600 seconds");
        if (options.Http != "off" && !IsEndpoint(options.Http))
            problems.Add("--http: write it as 127.0.0.1:8787, or off");
        else if (options is { View: true, ViewToken.Length: 0 } && options.Http != "off" && !ViewServer.IsLoopback(options.Http))
            problems.Add(ViewServer.TokenNeeded(options.Http));
        if (options.View && options.Http == "off")
            problems.Add("--view: the page is on the port of --http, which is off");
        if (options is { View: false, ViewToken.Length: > 0 })
            problems.Add("--token: only with --view");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <summary>Whether a text is host:port.</summary>
    public static bool IsEndpoint(string text) =>
        text.LastIndexOf(':') is > 0 and var colon
        && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
        && IsHost(text[..colon]);

    private static bool IsHost(string host) =>
        host is ['[', .. var address, ']']
            ? IPAddress.TryParse(address, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6
            : !host.Any(letter => char.IsWhiteSpace(letter) || letter is ':' or '/');
}
