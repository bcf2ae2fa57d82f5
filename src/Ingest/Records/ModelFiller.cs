using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Lifter.Models;

namespace StreamLift.Ingest.Records;

/// <summary>Fills each batch for the model that is served when the batch begins. Poll thread only.</summary>
internal sealed class ModelFiller(IngestContext parts)
{
    private LifterModel? _model;
    private BatchBuilder? _filler;

    /// <summary>Adds the record that <paramref name="reader"/> holds.</summary>
    public void Add(LiftBatch batch, RecordDeserializer reader, AssignedPartition origin, long offset, object? headers, long now)
    {
        if (batch.Count == 0)
            Begin(batch);
        _filler!.Add(batch, reader, origin, offset, headers, now);
    }

    private void Begin(LiftBatch batch)
    {
        batch.FilledFor = parts.Models.Acquire();
        if (ReferenceEquals(batch.FilledFor, _model))
            return;
        _model = batch.FilledFor;
        _filler = new BatchBuilder(parts.Layouts, _model.Card, parts.Deadline);
    }
}
