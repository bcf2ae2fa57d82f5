using System.Globalization;
using System.Net;
using System.Text;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.Scoring;

namespace StreamLift.Training.Scoring;

/// <summary>A score report as one self-contained HTML file: the table, and charts in SVG.</summary>
internal static class HtmlReport
{
    private const string Style = """
        body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem;color:#1b1f24;background:#fff}
        h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}
        table{border-collapse:collapse}td,th{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #d8dee4}
        td:first-child,th:first-child{text-align:left}tr.mean td{font-weight:600}
        svg{max-width:100%;height:auto}text{font:12px system-ui,sans-serif;fill:#1b1f24}
        """;

    public static string Html(ScoreResult result)
    {
        var (table, details) = (result.Table, result.Table.Details);
        var mean = ActionDetails.Mean([.. details.Values]);
        var page = new StringBuilder();
        page.Append(
            CultureInfo.InvariantCulture,
            $"<!doctype html><html lang=\"en\"><meta "
                + $"charset=\"utf-8\"><title>{Text(result.Model)}</title><style>{Style}</style><h1>{Text(result.Model)}</h1><p>{Text(result.Data)}</p>"
        );
        page.Append("<h2>By action</h2><table><tr><th>action<th>protocol 1<th>protocol 2<th>MPJPE-16<th>N-MPJPE<th>MPJVE<th>PCK %<th>AUC %<th>frames</tr>");
        foreach (var action in table.Actions)
            Row(page, "", action.Action, action.Protocol1, action.Protocol2, details[action.Action], action.Frames);
        Row(page, " class=\"mean\"", "mean over actions", table.Protocol1, table.Protocol2, mean, table.Frames);
        page.Append(
            CultureInfo.InvariantCulture,
            $"</table><p>Errors in mm. Protocol 1 and 2: mean over 17 joints, of which the root is always 0; protocol 2 is measured after Procrustes "
                + $"alignment. MPJPE-16: protocol 1 over the 16 joints without the root. N-MPJPE: after scaling to the best fit. MPJVE: velocity error in mm "
                + $"per frame. PCK: share of the 16 joints within {ActionDetails.MostMm} mm. AUC: mean PCK over the thresholds 0, {ActionDetails.StepMm}, … "
                + $"{ActionDetails.MostMm} mm. Frames without a pose: {table.MissingFrames}.</p>"
        );
        page.Append("<h2>Error by joint, mm</h2>").Append(SvgCharts.Bars(Skeletons.H36m17.Joints, mean.Joints));
        page.Append("<h2>PCK: share of joints within a distance, %</h2>")
            .Append(SvgCharts.Curve([.. mean.Curve.Select((share, i) => ((double)i * ActionDetails.StepMm, share))], "mm", "%", 100));
        if (result.Noise.Count > 0)
            page.Append("<h2>Protocol 1 by noise on the 2D keypoints, mm</h2>")
                .Append(
                    SvgCharts.Curve(
                        [.. result.Noise.Select(row => ((double)row.Sigma, row.Table.Protocol1))],
                        "px",
                        "mm",
                        result.Noise.Max(row => row.Table.Protocol1)
                    )
                );
        if (result.Hidden.Count > 0)
            page.Append("<h2>Protocol 1 by the number of hidden joints, mm</h2>")
                .Append(
                    SvgCharts.Curve(
                        [.. result.Hidden.Select(row => ((double)row.Hidden, row.Table.Protocol1))],
                        "joints",
                        "mm",
                        result.Hidden.Max(row => row.Table.Protocol1)
                    )
                );
        if (result.Sigma is { Bins: { Count: > 0 } bins, Coverage: { } coverage })
        {
            page.Append("<h2>Error along an axis (root mean square) by predicted sigma, mm</h2>")
                .Append(
                    SvgCharts.Curve(
                        [.. bins.Select(bin => (bin.Sigma, bin.Error))],
                        "mm",
                        "mm",
                        bins.Max(bin => Math.Max(bin.Sigma, bin.Error)),
                        diagonal: true
                    )
                );
            page.Append(
                CultureInfo.InvariantCulture,
                $"<p>The dashed line is a perfect prediction. "
                    + $"{coverage.Within1:0.0} % of the coordinates are within 1 sigma (68.3 % for a normal distribution), "
                    + $"{coverage.Within2:0.0} % within 2 sigma (95.4 %). The root mean square of error / sigma is {coverage.Rms:0.00}. Bins: "
                    + $"{string.Join(", ", bins.Select(bin =>
                        string.Create(CultureInfo.InvariantCulture, $"{bin.Joints:N0} joints from {bin.From:0} mm")))}.</p>"
            );
        }
        return page.Append("</html>\n").ToString();
    }

    private static void Row(StringBuilder page, string kind, string name, double protocol1, double protocol2, ActionDetails details, int frames) =>
        page.Append(
            CultureInfo.InvariantCulture,
            $"<tr{kind}><td>{Text(name)}<td>{protocol1:0.00}<td>{protocol2:0.00}<td>{details.Without16:0.00}"
                + $"<td>{details.Scaled:0.00}<td>{details.Velocity:0.00}<td>{details.Pck:0.0}<td>{details.Auc:0.0}<td>{frames}</tr>"
        );

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
