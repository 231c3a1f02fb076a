using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Fail2ban;

namespace Fleet.Checks.Catalog.BansFail2ban;

/// <summary>Reads fail2ban's configuration in its own order: <c>NAME.conf</c>, <c>NAME.d/*.conf</c>, <c>NAME.local</c>, <c>NAME.d/*.local</c>, each with what it includes (jail.conf(5)).</summary>
internal static class Fail2banFiles
{
    public const string Folder = "/etc/fail2ban";

    private const string Includes = "INCLUDES";
    private const int MostFiles = 200;

    /// <param name="name"><c>jail</c> or <c>fail2ban</c>.</param>
    public static async ValueTask<Reply<JailSettings>> ReadAsync(
        IHost host,
        string name,
        CancellationToken cancellationToken
    )
    {
        var names = await host.AskAsync(new ListDirectory($"{Folder}/{name}.d"), cancellationToken);
        if (!names.IsOk && !names.IsAbsent)
        {
            return new(names.State, null, names.Reason);
        }

        var reading = new Reading(host, cancellationToken);
        foreach (var extension in (string[])[".conf", ".local"])
        {
            await reading.AddAsync($"{Folder}/{name}{extension}");
            foreach (
                var file in (names.IsOk ? names.Value : []).Where(each =>
                    each.EndsWith(extension, StringComparison.Ordinal)
                )
            )
            {
                await reading.AddAsync($"{Folder}/{name}.d/{file}");
            }
        }

        return reading.Obstacle is { } obstacle ? obstacle : Reply.Ok(reading.Settings);
    }

    private sealed class Reading(IHost host, CancellationToken cancellationToken)
    {
        private readonly HashSet<string> _read = [];

        public JailSettings Settings { get; } = new();

        /// <summary>Why not all could be read.</summary>
        public Reply<JailSettings>? Obstacle { get; private set; }

        // A file that is not there is left out, an included one too, as fail2ban does.
        public async ValueTask AddAsync(string path)
        {
            if (_read.Count >= MostFiles || !_read.Add(path))
            {
                return;
            }

            var file = await host.AskAsync(new ReadFile(path), cancellationToken);
            if (!file.IsOk)
            {
                Obstacle ??= file.IsAbsent ? null : new(file.State, null, file.Reason);
                return;
            }

            var options = IniFile.Read(file.Value.Text);
            await IncludedAsync(path, options, "before");
            Settings.Add(path, options);
            await IncludedAsync(path, options, "after");
        }

        private async ValueTask IncludedAsync(
            string path,
            IEnumerable<IniOption> options,
            string which
        )
        {
            var folder = path[..path.LastIndexOf('/')];
            foreach (
                var name in options
                    .Where(option => option.Section == Includes && option.Name == which)
                    .SelectMany(option => option.Value.Split('\n'))
                    .Where(name => name.Length > 0)
                    .ToList()
            )
            {
                var included = name.StartsWith('/') ? name : $"{folder}/{name}";
                await AddAsync(included);
                if (included.EndsWith(".conf", StringComparison.Ordinal))
                {
                    await AddAsync($"{included[..^".conf".Length]}.local");
                }
            }
        }
    }
}
