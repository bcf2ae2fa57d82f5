// totals EXIT-CODE FOLDER: reads the .trx files of a test run, names what was skipped and what failed, and closes with the
// true totals alone on a line. Exits 1 when anything failed, when nothing ran, or when the run itself broke off.
using System.Xml.Linq;

if (args is not [var code, var folder])
{
    Console.Error.WriteLine("usage: totals EXIT-CODE FOLDER");
    return 2;
}

XNamespace trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
var results = Directory.EnumerateFiles(folder, "*.trx")
    .SelectMany(file => XDocument.Load(file).Descendants(trx + "UnitTestResult"))
    .Select(result => (
        Name: (string?)result.Attribute("testName") ?? "?",
        Outcome: (string?)result.Attribute("outcome") ?? "?",
        Why: FirstLine((string?)result.Descendants(trx + "Message").FirstOrDefault() ?? (string?)result.Descendants(trx + "StdOut").FirstOrDefault())))
    .ToLookup(result => result.Outcome switch { "Passed" => "passed", "NotExecuted" => "skipped", _ => "failed" });

List("skipped");
List("failed");
var (passed, failed, skipped) = (results["passed"].Count(), results["failed"].Count(), results["skipped"].Count());
if (code != "0" && failed == 0)
{
    // a test host that crashed or hung takes its unreported tests with it
    Console.WriteLine($"The test run broke off (exit code {code}): counted as one failure.");
    failed = 1;
}
if (passed + failed == 0) Console.WriteLine("No test ran.");
Console.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
return failed == 0 && passed > 0 ? 0 : 1;

void List(string outcome)
{
    // theories skip or fail for one reason in many cases
    foreach (var reason in results[outcome].GroupBy(result => result.Why).OrderBy(group => group.Key))
    {
        Console.WriteLine($"{outcome}: {reason.Key}");
        foreach (var result in reason.OrderBy(result => result.Name)) Console.WriteLine($"    {result.Name}");
    }
}

static string FirstLine(string? text) => text?.Trim() is { Length: > 0 } some ? some.Split('\n')[0].Trim() : "no reason given";
