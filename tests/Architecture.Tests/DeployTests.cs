using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Fleet.Architecture.Tests;

public sealed class DeployTests : IDisposable
{
    private const string Installed = "/usr/lib/fleet/";
    private readonly string _folder = Directory.CreateTempSubdirectory("fleet-units-").FullName;

    [Fact]
    public async Task Systemd_finds_no_fault_in_the_units()
    {
        Assert.SkipUnless(
            File.Exists("/usr/bin/systemd-analyze"),
            "systemd-analyze is missing (Debian package systemd)"
        );
        foreach (
            var unit in Directory.EnumerateFiles(Path.Combine(Deploy(), "systemd"), "*.service")
        )
        {
            // The program is not installed where tests run: one that is stands in for it, everything else is verified as it is.
            var text = (await File.ReadAllTextAsync(unit, TestContext.Current.CancellationToken))
                .Replace($"{Installed}fleet-agent", "/bin/true", StringComparison.Ordinal)
                .Replace($"{Installed}fleet", "/bin/true", StringComparison.Ordinal);
            var copy = Path.Combine(_folder, Path.GetFileName(unit));
            await File.WriteAllTextAsync(copy, text, TestContext.Current.CancellationToken);

            var (exit, said) = await VerifyAsync(copy);

            Assert.Equal("", said);
            Assert.Equal(0, exit);
        }
    }

    [Fact]
    public async Task Systemd_would_find_a_fault()
    {
        Assert.SkipUnless(
            File.Exists("/usr/bin/systemd-analyze"),
            "systemd-analyze is missing (Debian package systemd)"
        );
        var broken = Path.Combine(_folder, "broken.service");
        await File.WriteAllTextAsync(
            broken,
            "[Service]\nExecStart=/bin/true\nProtectHoem=yes\n",
            TestContext.Current.CancellationToken
        );

        var (_, said) = await VerifyAsync(broken);

        Assert.Contains("ProtectHoem", said, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<(int Exit, string Said)> VerifyAsync(string unit)
    {
        var start = new ProcessStartInfo("/usr/bin/systemd-analyze", ["verify", "--man=no", unit])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var verify = Process.Start(start)!;
        var said = await verify.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await verify.WaitForExitAsync(TestContext.Current.CancellationToken);
        var about = said.Split('\n')
            .Where(line => line.Contains(Path.GetFileName(unit), StringComparison.Ordinal));
        return (verify.ExitCode, string.Join('\n', about));
    }

    private static string Deploy([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "deploy"));
}
