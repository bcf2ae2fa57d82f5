using StreamLift.Lifter;

namespace StreamLift.Ingest;

/// <summary>Fills each batch for the model that is served when the batch begins. Poll thread only.</summary>
internal sealed class ModelFiller(LaneParts parts)
{
    private LifterModel? _model;
    private BatchFiller? _filler;

    /// <summary>Adds the record that <paramref name="reader"/> holds.</summary>
    public void Add(LiftBatch batch, RecordReader reader, Origin origin, long offset, object? headers, long now)
    {
        if (batch.Count == 0)
            Begin(batch);
        _filler!.Add(batch, reader, origin, offset, headers, now);
    }

    private void Begin(LiftBatch batch)
    {
        batch.FilledFor = parts.Models.Enter();
        if (ReferenceEquals(batch.FilledFor, _model)) return;
        _model = batch.FilledFor;
        _filler = new BatchFiller(parts.Layouts, _model.Card, parts.Deadline);
    }
}
