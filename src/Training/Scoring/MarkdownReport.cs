using System.Globalization;
using System.Text;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.Scoring;

namespace StreamLift.Training.Scoring;

/// <summary>A score report as Markdown tables: what <see cref="HtmlReport"/> draws, in numbers.</summary>
internal static class MarkdownReport
{
    // Every fifth threshold: 0, 25 … 150 mm.
    private const int CurveStep = 5;

    public static string Markdown(ScoreResult result)
    {
        var (table, details) = (result.Table, result.Table.Details);
        var mean = ActionDetails.Mean([.. details.Values]);
        var page = new StringBuilder();
        page.AppendLine(CultureInfo.InvariantCulture, $"# {Cell(result.Model)}").AppendLine().AppendLine(Cell(result.Data));

        Start(page, "By action", "action", "protocol 1", "protocol 2", "MPJPE-16", "N-MPJPE", "MPJVE", "PCK %", "AUC %", "frames");
        foreach (var action in table.Actions)
            Row(page, action.Action, [action.Protocol1, action.Protocol2, .. Numbers(details[action.Action])], action.Frames);
        Row(page, "mean over actions", [table.Protocol1, table.Protocol2, .. Numbers(mean)], table.Frames);
        page.AppendLine()
            .AppendLine(
                "Errors in mm. Protocol 1 and 2: mean over 17 joints, of which the root is always 0; protocol 2 is measured after Procrustes alignment."
            )
            .AppendLine(
                "MPJPE-16: protocol 1 over the 16 joints without the root. N-MPJPE: after scaling to the best fit. MPJVE: velocity error in mm per frame."
            )
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"PCK: share of the 16 joints within {ActionDetails.MostMm} mm. AUC: mean PCK over the thresholds 0, {ActionDetails.StepMm}, … "
                    + $"{ActionDetails.MostMm} mm. Frames without a pose: {table.MissingFrames}."
            );

        Start(page, "Error by joint, mm", "joint", "error");
        foreach (var (joint, error) in Skeletons.H36m17.Joints.Zip(mean.Joints))
            Row(page, joint, [error]);
        Start(page, "PCK: share of joints within a distance", "mm", "%");
        for (var i = CurveStep; i < mean.Curve.Count; i += CurveStep)
            Row(page, (i * ActionDetails.StepMm).ToString(CultureInfo.InvariantCulture), [mean.Curve[i]]);
        if (result.Noise.Count > 0)
            Start(page, "By noise on the 2D keypoints, mm", "noise, px", "protocol 1", "protocol 2");
        foreach (var (sigma, noisy) in result.Noise)
            Row(page, sigma.ToString("0.#", CultureInfo.InvariantCulture), [noisy.Protocol1, noisy.Protocol2]);
        if (result.Hidden.Count > 0)
            Start(page, "By the number of hidden joints, mm", "hidden joints", "protocol 1", "protocol 2", "root mean square of sigma", "error / sigma");
        foreach (var row in result.Hidden)
            Row(
                page,
                row.Hidden.ToString(CultureInfo.InvariantCulture),
                [row.Table.Protocol1, row.Table.Protocol2, row.Sigma?.Mean ?? double.NaN, row.Sigma?.Coverage?.Rms ?? double.NaN]
            );
        AppendSigma(page, result.Sigma);
        return page.ToString().Replace("\r", "", StringComparison.Ordinal);
    }

    private static void AppendSigma(StringBuilder page, SigmaTable? sigma)
    {
        if (sigma is not { Bins: { Count: > 0 } bins, Coverage: { } coverage })
            return;
        Start(page, "Error by predicted sigma, mm", "sigma from", "root mean square of sigma", "of the error along an axis", "mean distance", "joints");
        foreach (var bin in bins)
            Row(page, bin.From.ToString("0", CultureInfo.InvariantCulture), [bin.Sigma, bin.Error, bin.Distance], bin.Joints);
        page.AppendLine()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"{coverage.Within1:0.0} % of the coordinates are within 1 sigma (68.3 % for a normal distribution), {coverage.Within2:0.0} % within 2 sigma "
                    + $"(95.4 %). The root mean square of error / sigma is {coverage.Rms:0.00}."
            );
    }

    private static double[] Numbers(ActionDetails details) => [details.Without16, details.Scaled, details.Velocity, details.Pck, details.Auc];

    private static void Start(StringBuilder page, string title, params ReadOnlySpan<string> columns)
    {
        page.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {title}").AppendLine();
        page.Append('|');
        foreach (var column in columns)
            page.Append(CultureInfo.InvariantCulture, $" {column} |");
        page.AppendLine().Append("|---|");
        for (var i = 1; i < columns.Length; i++)
            page.Append("---:|");
        page.AppendLine();
    }

    private static void Row(StringBuilder page, string name, ReadOnlySpan<double> numbers, long? count = null)
    {
        page.Append(CultureInfo.InvariantCulture, $"| {Cell(name)} |");
        foreach (var number in numbers)
            page.Append(double.IsNaN(number) ? " – |" : string.Create(CultureInfo.InvariantCulture, $" {number:0.00} |"));
        if (count is not null)
            page.Append(CultureInfo.InvariantCulture, $" {count} |");
        page.AppendLine();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "\\<", StringComparison.Ordinal);
}
