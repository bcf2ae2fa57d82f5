using System.Diagnostics.Metrics;
using StreamLift.Lifter.Suspicion;
using StreamLift.Tests;
using StreamLift.Wire.Messages;

namespace StreamLift.Lifter.Tests.Suspicion;

public sealed class StreamWatchTests : IDisposable
{
    private readonly Watched _stream = new();

    public void Dispose() => _stream.Dispose();

    [Fact]
    public void Walking_person_raises_no_suspicion()
    {
        _stream.Send(6000);
        Assert.Empty(_stream.Lines);
    }

    [Fact]
    public void Suspicion_is_said_once_per_stream()
    {
        _stream.Place = (_, x, y) => (x / 1920, y / 1080);
        _stream.Send(500);
        Assert.StartsWith("stream \"cam-1\": all coordinates lie in", Assert.Single(_stream.Lines), StringComparison.Ordinal);
        _stream.Stream = "cam-2";
        _stream.Send(500);
        Assert.Equal(2, _stream.Lines.Count);
    }

    [Fact]
    public void Suspect_streams_are_counted_by_reason()
    {
        var counted = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == "streamlift.streams.suspect" && _stream.IsItsMeter(instrument.Meter))
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => counted.Add($"{tags[0].Key} {tags[0].Value} {count}"));
        listener.Start();
        _stream.Place = (_, x, y) => (x / 1920, y / 1080);
        _stream.Send(200);
        _stream.Stream = "cam-2";
        _stream.Send(200);
        Assert.Equal(["reason normalised-coordinates 1", "reason normalised-coordinates 1"], counted);
    }

    [Fact]
    public void Suspicion_of_another_reason_is_said_too()
    {
        _stream.Place = (_, x, y) => (x / 1920, y / 1080);
        _stream.Score = _ => 0.9f;
        _stream.Send(500);
        Assert.Equal(["(normalised-coordinates)", "(constant-scores)"], _stream.Lines.Select(line => line[line.LastIndexOf('(')..]));
    }

    [Fact]
    public void Stream_that_turns_wrong_later_is_found_by_the_sample()
    {
        _stream.Send(1000);
        _stream.Place = (_, x, y) => (x / 1920, y / 1080);
        _stream.Send(StreamWatch.Sample);
        Assert.Single(_stream.Lines);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a-long-name/cam-1/and-more")]
    public void Streams_whose_frames_alternate_are_told_apart(string name)
    {
        // The names differ in the middle, at the end, or by their length.
        string[] names = [name, $"a-long-name/cam-2/and-more", $"{name}2", $"{name}-{name}", "b", "1a"];
        foreach (var frame in Enumerable.Range(0, 300))
        foreach (var (index, stream) in names.Index())
        {
            _stream.Stream = stream;
            _stream.Place = (_, x, y) => index == 1 ? (x / 1920, y / 1080) : (x, y);
            _stream.Send();
        }

        Assert.StartsWith("stream \"a-long-name/cam-2/and-more\": all coordinates lie in", Assert.Single(_stream.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Known_stream_costs_no_allocation()
    {
        var frames = Enumerable.Range(0, 300).Select(_ => new KeypointFrame()).ToList();
        foreach (var frame in frames)
            _stream.Fill(frame, _stream.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        Assert.Equal(
            0,
            Allocations.Of(() =>
            {
                foreach (var frame in frames)
                    _stream.Look(frame);
            })
        );
    }

    [Fact]
    public void Strict_watch_rejects_each_frame_by_what_it_says_alone()
    {
        using var strict = new Watched(isStrict: true);
        Assert.Equal(Suspect.None, strict.Send());
        strict.Place = (_, x, y) => (x / 1920, y / 1080);
        Assert.Equal(Suspect.NormalisedCoordinates, strict.Send(out var detail));
        Assert.StartsWith("normalised-coordinates: all coordinates lie in 0.18…0.85 beside an image of 1920x1080 px", detail, StringComparison.Ordinal);
        strict.Place = (_, x, y) => (x, y);
        Assert.Equal(Suspect.None, strict.Send());
    }

    [Fact]
    public void Strict_watch_rejects_a_stream_from_its_verdict_on_until_it_ends()
    {
        using var strict = new Watched(isStrict: true) { Moves = false };
        var first = strict.Send(200).IndexOf(Suspect.NeverMoves);
        Assert.InRange(first, 59, 70);
        Assert.Equal(Suspect.NeverMoves, strict.Send());
        strict.Moves = true;
        Assert.Equal(Suspect.None, strict.Send());
    }
}
