using StreamLift.Lifter.Models;

namespace StreamLift.Lifter.Stage;

/// <summary>
/// Writes people as rows of a served model. A batch keeps the model that is current when its first frame for it comes. Only the poll thread may use it.
/// </summary>
/// <param name="models">The model and its later replacements.</param>
/// <param name="context">The stage's settings.</param>
internal sealed class ModelRows(ServedModel models, LiftStageContext context)
{
    private LifterModel? _model; // the model that _writer was created for
    private RowWriter? _writer;

    /// <summary>The writer for the model that a batch's rows are of.</summary>
    /// <param name="rows">The batch's rows of this served model.</param>
    public RowWriter WriterFor(LiftRows rows)
    {
        rows.FilledFor ??= models.Acquire();
        if (_writer is null || !ReferenceEquals(rows.FilledFor, _model))
            (_model, _writer) = (rows.FilledFor, new RowWriter(context.Layouts, rows.FilledFor, context.MinScore, context.WithKeypoints));
        return _writer;
    }
}
