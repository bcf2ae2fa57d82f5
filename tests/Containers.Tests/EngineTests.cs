using System.Net;
using System.Net.Sockets;
using Docker.DotNet;
using DotNet.Testcontainers.Builders;

namespace StreamLift.Containers.Tests;

public class EngineTests
{
    private const string Socket = "unix:///var/run/docker.sock";

    [Fact]
    public void Reason_where_the_engine_is_too_old_quotes_it_and_names_the_version_to_ask_for()
    {
        var tooOld = new DockerApiException(
            HttpStatusCode.BadRequest,
            """
            {"message":"client version 1.44 is too new. Maximum supported API version is 1.41"}

            """
        );
        Assert.Equal(
            $"no container engine can be used: {Socket} answers: client version 1.44 is too new. Maximum supported API version is 1.41 "
                + "(DOCKER_API_VERSION=1.41 makes Testcontainers ask for that version)",
            Engine.Reason(Failure((Socket, tooOld), (Socket, tooOld)))
        );
    }

    [Fact]
    public void Reason_where_nothing_listens_names_each_address_and_its_error()
    {
        var (refused, absent) = (new SocketException((int)SocketError.ConnectionRefused), new SocketException((int)SocketError.AddressNotAvailable));
        Assert.Equal(
            $"no container engine can be used: tcp://127.0.0.1:1/ does not answer: {refused.Message}; {Socket} does not answer: {absent.Message} "
                + $"(DOCKER_HOST names an engine elsewhere)",
            Engine.Reason(Failure(("tcp://127.0.0.1:1/", new AggregateException(refused)), (Socket, new HttpRequestException("Connection failed.", absent))))
        );
    }

    [Fact]
    public void Reason_where_the_engine_answers_something_else_gives_its_words()
    {
        Assert.Contains(
            $"{Socket} answers: forbidden by policy (",
            Engine.Reason(Failure((Socket, new DockerApiException(HttpStatusCode.Forbidden, "forbidden by policy\n")))),
            StringComparison.Ordinal
        );
    }

    // as Testcontainers throws it
    private static DockerUnavailableException Failure(params IEnumerable<(string Address, Exception Cause)> attempts) =>
        new(
            "Docker is either not running or misconfigured.",
            new AggregateException(
                attempts.Select(attempt => new DockerUnavailableException($"Failed to connect to Docker endpoint at '{attempt.Address}'.", attempt.Cause))
            )
        );
}
