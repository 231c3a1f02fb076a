using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Fleet.Controller.Sweeps.Reporting.Formats;
using Fleet.Samples;

namespace Fleet.Controller.Tests.Sweeps.Reporting.Formats;

/// <summary>Text from hosts is an attacker's: in no form does it become anything but text.</summary>
public sealed partial class HostileTextTests
{
    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "]]><x/>",
        "&lt;b&gt;&#0;&nbsp;",
        "=cmd|' /C calc'!A0",
        "\t=1+1",
        "\r\n=1+1",
        "a\"b,c\"\"d\r\ne",
        "\u001b]0;evil\u0007\u001b[31m",
        "\u202edesrever\u202c \u2066x\u2069 \u200b",
        "\0NUL",
        "\ud800 lone \udfff",
        "\ufffe\uffff",
        "\u2028\u2029",
        "a | b \\| c `` d ``` e ` f",
        "![x](http://evil/) <http://evil> @everyone",
        "-- --> <!-- </style></pre></td></table>",
    ];

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var format in ReportFormats.All)
            {
                for (var i = 0; i < Hostile.Length; i++)
                {
                    cases.Add(format.Name, i);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_numbers_stay_the_same_whatever_hosts_say(string format, int text)
    {
        var report = SampleSweep.Of(6, 6, hostile: Hostile[text]);

        var told = Told.By(format, report);

        Assert.Equal(Told.By(report).Results, told.Results);
        Assert.Equal(Told.By(report).Hosts, told.Hosts);
        Assert.Equal(Told.By(report).Controls, told.Controls);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nothing_that_a_terminal_obeys_or_nobody_sees_is_in_any_form(string format, int text)
    {
        var told = Told.Text(format, SampleSweep.Of(4, 4, hostile: Hostile[text]));

        Assert.DoesNotContain(
            told,
            c =>
                (char.IsControl(c) && c is not ('\n' or '\r'))
                || c is '\u202e' or '\u2066' or '\u200b'
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(17)]
    public void A_page_has_the_same_elements_and_attributes_whatever_hosts_say(int text)
    {
        static string Shape(string hostile) =>
            string.Join(
                '\n',
                Told.Page(Told.Text("html", SampleSweep.Of(4, 4, hostile: hostile)))
                    .Descendants()
                    .Select(each =>
                        $"{each.Name} {string.Join(' ', each.Attributes().Select(a => a.Name))}"
                    )
            );

        Assert.Equal(Shape(""), Shape(Hostile[text]));
    }

    [Fact]
    public void A_page_loads_nothing_and_runs_nothing()
    {
        var page = Told.Page(Told.Text("html", SampleSweep.Of(4, 4)));

        Assert.DoesNotContain(
            page.Descendants(),
            each =>
                each.Name.LocalName is "script" or "link" or "img" or "iframe" or "object" or "a"
                || each.Attributes()
                    .Any(a =>
                        a.Name.LocalName is "src" or "href" or "style"
                        || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal)
                    )
        );
        var style = page.Descendants("style").Single().Value;
        Assert.DoesNotContain("url(", style);
        Assert.DoesNotContain("@import", style);
        Assert.Contains(
            "default-src 'none'",
            page.Descendants("meta")
                .Select(each => each.Attribute("content")?.Value ?? "")
                .First(c => c.Contains("src"))
        );
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\\t=1")]
    [InlineData("\r=1", "'\\r=1")]
    [InlineData(" =1", "\"' =1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    public void A_cell_is_text_to_a_spreadsheet(string text, string expected) =>
        Assert.Equal(expected, CsvFormat.Cell(text));

    [Fact]
    public void No_cell_of_a_whole_sheet_begins_a_formula()
    {
        foreach (var hostile in Hostile)
        {
            var rows = Told.Rows(Told.Text("csv", SampleSweep.Of(3, 3, hostile: hostile)));
            Assert.All(
                rows.SelectMany(row => row),
                cell => Assert.False(cell.Length > 0 && "=+-@\t\r".Contains(cell[0]), cell)
            );
        }
    }

    [Fact]
    public void In_Markdown_what_hosts_say_stays_in_code()
    {
        foreach (var hostile in Hostile)
        {
            var text = Told.Text("markdown", SampleSweep.Of(3, 3, hostile: hostile));
            var outside = Code().Replace(text, "");

            Assert.DoesNotContain("<", outside.Replace(@"\<", ""));
            Assert.DoesNotContain("![", outside.Replace(@"\!\[", ""));
        }
    }

    [Fact]
    public void JSON_keeps_what_hosts_say_as_they_said_it()
    {
        const string Said = "<script>]]>=cmd|\u001b[31m\u202e\0\"\\";
        var json = JsonDocument.Parse(Told.Text("json", SampleSweep.Of(1, 1, hostile: Said)));

        Assert.Equal(
            $"SSH baseline{Said}",
            json.RootElement.GetProperty("sweep").GetProperty("title").GetString()
        );
    }

    [Fact]
    public void XML_says_in_letters_what_XML_has_no_place_for()
    {
        var suites = XDocument.Parse(
            Told.Text("junit", SampleSweep.Of(20, 6, hostile: "\0\u001b]]>\ud800"))
        );

        Assert.Contains(
            suites.Descendants("failure"),
            each => each.Value.Contains(@"\x00\x1b]]>\ud800", StringComparison.Ordinal)
        );
    }

    /// <summary>A code span: a run of backticks up to the next run of the same length (CommonMark 0.31 §6.1).</summary>
    [GeneratedRegex(
        @"(?<!`)(?<fence>`+)(?!`)(?<code>.+?)(?<!`)\k<fence>(?!`)",
        RegexOptions.None,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Code();
}
