using Fleet.Controller.Api.Listening;
using Fleet.Controller.Api.Operating.Sweeps;
using Fleet.Controller.Cli;
using Fleet.Controller.Sweeps.Reporting;
using Fleet.Controller.Sweeps.Reporting.Formats;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.Sweeps.Reporting.Formats;
using Fleet.Samples;
using Grpc.Core;
using V1 = Fleet.V1;

namespace Fleet.Controller.Tests.Cli.Reports;

public sealed class ReportCommandTests : IAsyncLifetime
{
    private static readonly SweepReport Report = SampleSweep.Of(30, 8, hostile: "<&\u001b|é");
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly TempFolder _folder = new();
    private TestController _controller = null!;

    public async ValueTask InitializeAsync() =>
        _controller = await TestController.StartAsync(
            problem: null,
            OperatorService.Of(new OneSweep())
        );

    public async ValueTask DisposeAsync()
    {
        await _controller.DisposeAsync();
        _folder.Dispose();
    }

    public static TheoryData<string> Formats =>
        [.. ReportFormats.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task What_is_printed_is_the_controllers_report_to_the_byte(string format)
    {
        Assert.Equal(0, await RunAsync("sweep", "report", "S-42", "--format", format));

        Assert.Equal(Told.Text(format, Report), _out.ToString());
        Assert.Empty(_error.ToString());
    }

    [Theory]
    [InlineData("r.html", "html")]
    [InlineData("r.json", "json")]
    [InlineData("r.CSV", "csv")]
    [InlineData("r.xml", "junit")]
    [InlineData("r.sarif", "sarif")]
    [InlineData("r.md", "markdown")]
    public async Task A_files_name_says_its_form(string file, string format)
    {
        Assert.Equal(0, await RunAsync("sweep", "report", "42", "-o", _folder[file]));

        Assert.Equal(Told.Text(format, Report), await File.ReadAllTextAsync(_folder[file]));
        Assert.Equal([file], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
        Assert.Empty(_out.ToString());
        Assert.Contains("sweep S-42 over 30 hosts", _error.ToString());
    }

    [Theory]
    [InlineData("--format is missing", "S-42")]
    [InlineData("--format is missing", "S-42", "-o", "report")]
    [InlineData("a PDF needs a file", "S-42", "--format", "pdf")]
    [InlineData("docx", "S-42", "--format", "docx")]
    [InlineData("there is no sweep S-7", "S-7", "--format", "csv")]
    [InlineData("expected a sweep such as S-17", "seven", "--format", "csv")]
    public async Task A_wrong_word_is_said_in_a_line(string expected, params string[] words)
    {
        Assert.Equal(ExitCode.Usage, await RunAsync(["sweep", "report", .. words]));

        Assert.Contains(expected, Assert.Single(_error.ToString().TrimEnd('\n').Split('\n')));
        Assert.Empty(_out.ToString());
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_said_and_nothing_is_left()
    {
        Assert.Equal(3, await RunAsync("sweep", "report", "42", "-o", _folder["none/r.csv"]));

        Assert.Contains("none/r.csv cannot be written", _error.ToString());
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private Task<int> RunAsync(params string[] words) =>
        _controller.RunAsync(_out, _error, null, words);

    private sealed class OneSweep : V1.Sweeps.SweepsBase
    {
        public override async Task GetSweep(
            V1.GetSweepRequest request,
            IServerStreamWriter<V1.SweepPart> responseStream,
            ServerCallContext context
        )
        {
            if (request.Id != Report.Sweep.Id)
            {
                throw new RpcException(
                    new(StatusCode.NotFound, $"there is no sweep S-{request.Id}")
                );
            }

            await responseStream.WriteAsync(new() { Head = SweepMessages.Head(Report) });
            await responseStream.WriteAsync(
                new() { Hosts = new() { Hosts = { Report.Hosts.Select(SweepMessages.Host) } } }
            );
            foreach (var some in Report.Results.Chunk(50))
            {
                await responseStream.WriteAsync(
                    new() { Results = new() { Results = { some.Select(SweepMessages.Result) } } }
                );
            }
        }
    }
}
