using System.Text;
using StreamLift.Rigs;
using StreamLift.Tests.Rooms;
using StreamLift.View.Http;
using StreamLift.Wire;

namespace StreamLift.View.Tests.Browser;

/// <summary>A viewer's server with a made-up room: its people and its cameras' poses, sent as records in real time.</summary>
internal sealed class ShownRoom : IAsyncDisposable
{
    private const string Rig = "hall";
    private const string Topic = "topic-1";
    private const double Sigma = 12;

    private readonly MadeRoom _room;
    private readonly RigCatalogue _rigs;
    private readonly AccessToken? _token;
    private readonly RecordKind _kind;
    private readonly CancellationTokenSource _stop = new();
    private ViewHub _hub;
    private ViewServer? _server;
    private Task _sending = Task.CompletedTask;
    private volatile int _people;

    private ShownRoom(int people, string? token, RecordKind kind)
    {
        _kind = kind;
        (_people, _room, _token) = (people, new MadeRoom(Rig, cameras: 4, people), token is null ? null : new AccessToken(token));
        var file = Path.GetTempFileName();
        File.WriteAllText(file, _room.Json);
        _rigs = RigCatalogue.Load(file);
        File.Delete(file);
        _hub = Hub();
    }

    /// <summary>The page's address, the same after a restart.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>How many of the room's people are in the records of now.</summary>
    public int People
    {
        get => _people;
        set => _people = value;
    }

    /// <summary>How old the records say that they are, ms.</summary>
    public double RecordAgeMs { get; set; }

    /// <summary>Starts the server, without records.</summary>
    public static async Task<ShownRoom> StartAsync(int people, string? token = null, RecordKind kind = RecordKind.People)
    {
        var room = new ShownRoom(people, token, kind);
        await room.RestartAsync();
        return room;
    }

    /// <summary>Sends the frames of now until the end.</summary>
    /// <param name="hz">Instants a second.</param>
    /// <param name="withPoses">Whether the cameras' poses are sent too, with keypoints.</param>
    public void Send(double hz = 30, bool withPoses = true) => _sending = SendAsync(hz, withPoses);

    /// <summary>Shows one record, of another topic's kind too.</summary>
    public bool Show(byte[] record) => new RecordFeed(_hub, Topic, _kind).Add(WireEncoding.Json, record, Now());

    /// <summary>Ends the server, as a killed process would: its address answers nobody.</summary>
    public async Task StopServerAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _server = null;
    }

    /// <summary>Starts another server at the same address.</summary>
    public async Task RestartAsync()
    {
        await StopServerAsync();
        _hub = Hub();
        _server = await ViewServer.StartAsync(Address is null ? "127.0.0.1:0" : $"127.0.0.1:{Address.Port}", _hub, _token);
        Address = _server.Address;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sending;
        await StopServerAsync();
        _stop.Dispose();
    }

    private static double Now() => (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;

    private ViewHub Hub() =>
        new(
            new ViewSettings
            {
                Topic = Topic,
                Kind = _kind,
                Rigs = _rigs,
            },
            TimeProvider.System
        );

    private async Task SendAsync(double hz, bool withPoses)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / hz));
        try
        {
            for (var sequence = 0L; await timer.WaitForNextTickAsync(_stop.Token); sequence++)
            {
                var frame = (long)((Now() - MadeRoom.Start) * MadeRoom.Hz / 1000);
                for (var camera = 0; withPoses && camera < _room.Rig.Cameras.Count; camera++)
                    new RecordFeed(_hub, Topic, RecordKind.Poses).Add(WireEncoding.Json, _room.Record(camera, frame), Now());
                if (_kind == RecordKind.People)
                    new RecordFeed(_hub, Topic, _kind).Add(WireEncoding.Json, Record(sequence, frame), Now() - RecordAgeMs);
            }
        }
        catch (OperationCanceledException)
        {
            // the test is done
        }
    }

    private byte[] Record(long sequence, long frame)
    {
        var writer = new PeopleWriter();
        writer.Begin(WireEncoding.Json, Encoding.UTF8.GetBytes(Rig), sequence, MadeRoom.TimeOf(frame));
        foreach (var camera in _room.Rig.Cameras)
            writer.Camera(Encoding.UTF8.GetBytes(camera.Stream), frame, MadeRoom.TimeOf(frame));
        for (var person = 0; person < _people; person++)
        {
            var joints = new float[3 * Records.Joints];
            for (var joint = 0; joint < Records.Joints; joint++)
                MadeRoom.Joint(person, frame, joint).Write(joints, joint);
            writer.Person(
                new()
                {
                    Id = person + 1,
                    Joints = joints,
                    Sigma = [.. Enumerable.Repeat((float)Sigma, Records.Joints)],
                    Source = "ttttttttttttttttt"u8,
                    Views = [0, 1, 2, 3],
                    Reprojection = 1,
                }
            );
        }

        return writer.End().ToArray();
    }
}
