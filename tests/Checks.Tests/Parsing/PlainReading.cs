using System.Text.RegularExpressions;

namespace Fleet.Checks.Tests.Parsing;

/// <summary>The plainest reading of a text: lines that are no comments, and their words.</summary>
internal static class PlainReading
{
    public static IEnumerable<string> Lines(string text) =>
        text.Split('\n')
            .Select(line => line.TrimEnd())
            .Where(line => line.Trim().Length > 0 && line.TrimStart()[0] != '#');

    public static IEnumerable<string[]> Fields(string text, char separator, int count) =>
        Lines(text).Select(line => line.Split(separator)).Where(fields => fields.Length == count);

    public static string[] Words(string line) =>
        line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    public static string Plain(string list) =>
        string.Join(
            ' ',
            list.Split((char[])[' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries)
        );

    /// <summary>Compares every file of InSpec's whose name fits with its plain reading.</summary>
    public static void Compare(
        string kind,
        string stem,
        Func<string, IEnumerable<string>> plain,
        Func<string, IEnumerable<string>?> ours
    )
    {
        var names = new Regex(stem, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var agreement = new Agreement($"inspec/{kind}");
        foreach (
            var path in Corpus
                .Files("inspec", "*")
                .Where(path => names.IsMatch(Path.GetFileName(path)))
        )
        {
            agreement.Case(
                Corpus.Name(path),
                () =>
                {
                    var text = File.ReadAllText(path);
                    agreement.Rows(Corpus.Name(path), plain(text), ours(text));
                }
            );
        }

        agreement.Conclude();
    }
}
