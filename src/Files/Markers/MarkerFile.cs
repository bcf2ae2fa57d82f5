using System.Numerics;
using StreamLift.Files.Grid;
using StreamLift.Files.Output;

namespace StreamLift.Files.Markers;

/// <summary>The file of a person in a format of markers that grows: frames are appended, and their number is patched in its header.</summary>
internal abstract class MarkerFile : ITrackFile
{
    private const int Piece = 1 << 16;

    private readonly MarkerNames _markers;
    private readonly Vector3[] _positions;

    protected MarkerFile(TrackFileInfo info)
    {
        (Info, _markers) = (info, new MarkerNames(info.Layout));
        _positions = new Vector3[_markers.Names.Count];
        File = new OutputFile(info.Path, info.Overwrite);
    }

    public WrittenFile Written => new(Info.Path, 1, Count, Info.Clock.Rate, Info.Clock.SecondsOf(Math.Max(0, First)));

    protected TrackFileInfo Info { get; }

    protected OutputFile File { get; }

    /// <summary>The names of the markers.</summary>
    protected IReadOnlyList<string> Markers => _markers.Names;

    /// <summary>The number of the first frame, from 0. Negative: there is none yet.</summary>
    protected long First { get; private set; } = -1;

    /// <summary>The number of the next frame.</summary>
    protected long Next { get; private set; }

    /// <summary>The number of frames.</summary>
    protected long Count => Next - Math.Max(0, First);

    /// <summary>How much has not been put into the file yet; 0: nothing.</summary>
    protected abstract long Waiting { get; }

    public void Add(long frame, TrackSample sample)
    {
        if (First < 0)
        {
            First = Next = frame;
            Begin();
        }
        _positions.AsSpan().Fill(new Vector3(float.NaN));
        for (; Next < frame; Next++)
            AddFrame(_positions);
        _markers.Fill(sample, Info.Axes, _positions);
        AddFrame(_positions);
        Next++;
        if (Waiting >= Piece)
            WriteWaiting();
    }

    public void Flush()
    {
        if (Waiting > 0)
            WriteWaiting();
    }

    public void Finish()
    {
        Flush();
        File.Dispose();
    }

    public void Dispose() => File.Dispose();

    /// <summary>Begins the file, whose <see cref="First"/> frame is known.</summary>
    protected abstract void Begin();

    /// <summary>Adds the frame <see cref="Next"/>.</summary>
    /// <param name="positions">Those of the markers, mm, y up; NaN: not known.</param>
    protected abstract void AddFrame(ReadOnlySpan<Vector3> positions);

    /// <summary>Puts what waits into the file, and the number of frames into its header.</summary>
    protected abstract void WriteWaiting();
}
