using StreamLift.Files.Bodies;
using StreamLift.Files.Grid;
using StreamLift.Files.Output;

namespace StreamLift.Files.Gltf;

/// <summary>A recording as one GLB file of all people, written anew each time.</summary>
internal sealed class GlbRecording : IMotionWriter
{
    private readonly string _path;
    private readonly TrackRecording _people;
    private readonly List<BodyTrack> _tracks = [];
    private long _written = -1;
    private (double Mean, double Largest)? _offBy;

    public GlbRecording(string path, RecordingInfo info)
    {
        _path = path;
        SnapshotFile.RequireWritable(path, info.Overwrite);
        _people = new TrackRecording(path, info, rewrites: true, Open);
    }

    public bool Rewrites => true;

    public IReadOnlyList<WrittenFile> Files
    {
        get
        {
            if (Known is not { Count: > 0 } known)
                return [];
            var last = known.Max(track => track.Frames[^1].Number);
            var people = known.Select(track => track.Info.Key).Distinct().Count();
            return [new WrittenFile(_path, people, last + 1, known[0].Info.Clock.Rate, 0) { OffBy = _offBy }];
        }
    }

    // of the others the root is never known
    private List<BodyTrack> Known => _tracks.FindAll(track => track.Frames.Count > 0);

    public IReadOnlyList<string> Notes => _people.Notes;

    public void Add(MotionInstant instant) => _people.Add(instant);

    public void Flush()
    {
        _people.Flush();
        Write();
    }

    public void Finish()
    {
        _people.Finish();
        Write();
    }

    public void Dispose() => _people.Dispose();

    private BodyTrack Open(TrackFileInfo info)
    {
        var track = new BodyTrack(info, write: null);
        _tracks.Add(track);
        return track;
    }

    private void Write()
    {
        var frames = _tracks.Sum(track => (long)track.Frames.Count);
        if (frames == _written || frames == 0)
            return;
        var model = GlbModel.Of(Known, out var off);
        _offBy = off;
        SnapshotFile.Write(_path, file => model.WriteGLB(file));
        _written = frames;
    }
}
