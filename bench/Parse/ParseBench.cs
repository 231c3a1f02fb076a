using System.Diagnostics;
using System.Globalization;
using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Bench.Parse;

/// <summary>How fast a log is parsed with all its fields, beside grep -cE with six alternatives, and fail2ban-regex where it is installed, on the same file.</summary>
internal static class ParseBench
{
    private const int DefaultLines = 2_000_000;
    private const int Fail2BanLines = 50_000;
    private const int Rounds = 5;
    private const string Alternatives =
        "Failed password for|Invalid user|authentication failure|Connection closed by|Accepted (publickey|password) for|Received disconnect from";

    /// <exception cref="ArgumentException">The option is not <c>--lines N</c>.</exception>
    public static IEnumerable<Figure> Run(string[] options)
    {
        var lines = options switch
        {
            [] => DefaultLines,
            ["--lines", var number]
                when int.TryParse(number, CultureInfo.InvariantCulture, out var n) && n > 0 => n,
            _ => throw new ArgumentException("expected --lines N, or nothing", nameof(options)),
        };
        var folder = Directory.CreateTempSubdirectory("fleet-bench-");
        try
        {
            foreach (var figure in Measure(Path.Combine(folder.FullName, "auth.log"), lines))
            {
                yield return figure;
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<Figure> Measure(string path, int lines)
    {
        new LogWriter(seed: 1).Write(path, lines);
        var bytes = File.ReadAllBytes(path);
        var fields = Best(() => Parse(bytes, withTime: false));
        var times = Best(() => Parse(bytes, withTime: true));
        var grep = Best(() => Exec("grep", "-cE", Alternatives, path));
        yield return new Figure(
            "parse",
            "fields of every line, one core",
            lines / fields,
            "lines/s",
            lines / grep
        );
        yield return new Figure(
            "parse",
            "fields and times, one core",
            lines / times,
            "lines/s",
            lines / grep
        );
        yield return new Figure(
            "parse",
            "fields and times, one core",
            bytes.Length / times / 1e6,
            "MB/s",
            bytes.Length / grep / 1e6
        );
        if (File.Exists("/usr/bin/fail2ban-regex"))
        {
            var some = path + ".part";
            File.WriteAllLines(some, File.ReadLines(path).Take(Math.Min(lines, Fail2BanLines)));
            var fail2ban =
                Math.Min(lines, Fail2BanLines)
                / Best(() => Exec("/usr/bin/fail2ban-regex", some, "sshd"), rounds: 1);
            yield return new Figure(
                "parse",
                "beside fail2ban-regex",
                lines / times,
                "lines/s",
                fail2ban
            );
        }
    }

    /// <summary>Seconds of the fastest of some rounds, after one that compiles and fills caches.</summary>
    private static double Best(Action act, int rounds = Rounds)
    {
        act();
        var best = double.MaxValue;
        for (var round = 0; round < rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            act();
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        return best;
    }

    private static void Parse(byte[] bytes, bool withTime)
    {
        var clock = new StampClock(
            TimeZoneInfo.Utc,
            new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero)
        );
        long taken = 0;
        ReadOnlySpan<byte> rest = bytes;
        while (!rest.IsEmpty)
        {
            var length = rest.IndexOf((byte)'\n');
            var line = length < 0 ? rest : rest[..length];
            var record = AuthLogLine.Parse(line);
            if (record.Kind != AuthLogKind.Unspecified)
            {
                taken += record.User.Length + record.Source.Length + record.Port;
                taken += withTime && clock.Read(record.Stamp.Of(line)) is null ? 1 : 0;
            }

            rest = length < 0 ? default : rest[(length + 1)..];
        }

        if (taken == 0)
        {
            throw new InvalidOperationException(
                "the parser found nothing in the log that this bench wrote"
            );
        }
    }

    private static void Exec(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program}: exit code {process.ExitCode}");
        }
    }
}
