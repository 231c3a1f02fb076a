using System.Diagnostics;
using System.Globalization;
using Fleet.Checks.Parsing;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshdConfig;

/// <summary>What this machine's <c>sshd -T</c> made of a configuration.</summary>
internal sealed record SshdSaid(int Code, string Output, string Error);

/// <summary>Asks <c>sshd -T</c> about many configurations, in one mount namespace where the privilege separation directory is there whether or not a unit has run.</summary>
internal sealed class SshdBatch : IDisposable
{
    private const string Script = """
        cd /
        mount -t tmpfs none /run && mkdir -m 755 /run/sshd
        for each in "$1"/*; do
            set --
            [ -f "$each/asked" ] && set -- -C "$(cat "$each/asked")"
            /usr/sbin/sshd -T -f "$each/config" "$@" >"$each/output" 2>"$each/error"
            echo $? >"$each/code"
        done
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sshd-differential");
    private int _batches;

    /// <summary>The version that <c>sshd -V</c> names.</summary>
    public static async Task<OpenSshVersion> VersionAsync()
    {
        var said = await RunAsync("/usr/sbin/sshd", "-V");
        Assert.True(OpenSshVersion.TryFind(said, out var version), "sshd -V names no release");
        return version;
    }

    public async Task<SshdSaid[]> AskAsync(IReadOnlyList<DrawnConfig> configs)
    {
        var batch = _folder.CreateSubdirectory($"{_batches++}").FullName;
        var rooms = configs.Select((config, at) => Write(config, batch, at)).ToList();
        if (rooms.Count == 0)
        {
            return [];
        }

        var trouble = await RunAsync("/usr/bin/unshare", "-m", "sh", "-c", Script, "sh", batch);
        Assert.Equal("", trouble);
        return [.. rooms.Select(Said)];
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>What an Include pattern of the configuration matches, as glob(3) finds it.</summary>
    public static SshdIncluded Include(DrawnConfig config, string pattern)
    {
        var name = pattern[(pattern.LastIndexOf('/') + 1)..];
        return new([
            .. config
                .Included.Where(file =>
                    name == file.Name
                    || (!file.Name.StartsWith('.') && PathGlob.IsMatch(file.Name, name))
                )
                .OrderBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => new SshdIncludedFile(
                    $"{DrawnConfig.Folder}/{file.Name}",
                    string.Join('\n', file.Lines)
                )),
        ]);
    }

    private static string Write(DrawnConfig config, string batch, int at)
    {
        var room = Path.Combine(batch, at.ToString("0000", CultureInfo.InvariantCulture));
        var included = Directory.CreateDirectory(Path.Combine(room, "d")).FullName;
        var text = string.Join('\n', config.Lines).Replace(DrawnConfig.Folder, included);
        File.WriteAllText(Path.Combine(room, "config"), text);
        foreach (var (name, lines) in config.Included)
        {
            File.WriteAllText(Path.Combine(included, name), string.Join('\n', lines));
        }

        if (config.Asked is { } asked)
        {
            File.WriteAllText(Path.Combine(room, "asked"), asked);
        }

        return room;
    }

    private static SshdSaid Said(string room)
    {
        string Read(string name) => File.ReadAllText(Path.Combine(room, name));
        return new(
            int.Parse(Read("code"), CultureInfo.InvariantCulture),
            Read("output"),
            Read("error")
                .Replace(Path.Combine(room, "d"), DrawnConfig.Folder)
                .Replace(room + "/", "")
        );
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardError = true,
            }
        )!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return error;
    }
}
