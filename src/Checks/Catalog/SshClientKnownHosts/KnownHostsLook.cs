using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Access.KnownHosts;
using Fleet.Checks.Catalog.SshClient;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.KnownHosts;
using Fleet.Checks.Parsing.SshConfig;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.SshClientKnownHosts;

/// <summary>Reads known_hosts files and writes down who is known by what.</summary>
internal sealed class KnownHostsLook(
    IHost host,
    Reply<ClientConfigFiles> system,
    ClientScope scope,
    ObservationBuilder seen
)
{
    private const int MaxBytes = 1 << 20;

    /// <summary>Names kept of one account, and of the host.</summary>
    private const int MostNames = 2000;

    private const int MostBroken = 50;

    /// <summary>True once a file was there.</summary>
    public bool Found { get; private set; }

    public async ValueTask AccountAsync(ClientAccount account, CancellationToken cancellationToken)
    {
        var config = await ClientConfigFiles.UserAsync(account, cancellationToken);
        var settings = ClientEvaluator.Evaluate(
            Read(config, system),
            account.Question,
            OpenSshVersion.Assumed
        );
        var files = new List<KnownHostsFile>();
        foreach (var path in Paths(settings, "UserKnownHostsFile"))
        {
            var file = await account.ReadAsync(path, MaxBytes, cancellationToken);
            if (!file.IsOk && !file.IsAbsent && path != "/dev/null")
            {
                Found = true;
                scope.Unreadable(account.Name, file.Reason);
                return;
            }

            Take(path, file, files);
        }

        Write(
            ClientKey.Of(KnownHostFact.Host, account.Name),
            ClientKey.Of(KnownHostFact.Broken, account.Name),
            files
        );
    }

    public async ValueTask SystemAsync(CancellationToken cancellationToken)
    {
        var nobody = new ClientUser("nobody", 65534, "/nonexistent");
        var question = new ClientQuestion { Host = ClientScope.AnyHost, LocalUser = nobody };
        var settings = ClientEvaluator.Evaluate(Read(system), question, OpenSshVersion.Assumed);
        var files = new List<KnownHostsFile>();
        foreach (var path in Paths(settings, "GlobalKnownHostsFile"))
        {
            var file = await host.AskAsync(new ReadFile(path, MaxBytes), cancellationToken);
            if (!file.IsOk && !file.IsAbsent && path != "/dev/null")
            {
                Found = true;
                seen.Cover(
                    ClientKey.OfSystem(KnownHostFact.Host),
                    CoverageState.Unreadable,
                    file.Reason
                );
                return;
            }

            Take(path, file, files);
        }

        Write(
            ClientKey.OfSystem(KnownHostFact.Host),
            ClientKey.OfSystem(KnownHostFact.Broken),
            files
        );
    }

    private static ImmutableArray<ClientConfiguration> Read(
        params Reply<ClientConfigFiles>[] replies
    ) => [.. replies.Where(reply => reply.IsOk).Select(reply => reply.Value!.Configuration)];

    private static IEnumerable<string> Paths(ClientSettings settings, string keyword) =>
        settings[keyword]
            .Lines.Where(line => line.Text != "none")
            .Select(line => settings.Expand(line.Text, out _))
            .OfType<string>()
            .Where(path => path.StartsWith('/'));

    private void Take(string path, Reply<FileContent> file, List<KnownHostsFile> files)
    {
        if (file.IsOk)
        {
            Found = true;
            files.Add(KnownHostsFile.Parse(path, file.Value.Text));
        }
    }

    private void Write(string hosts, string broken, List<KnownHostsFile> files)
    {
        var names = files
            .SelectMany(file => file.Lines)
            .SelectMany(line => Names(line).Select(name => (Name: name, Line: line)))
            .GroupBy(known => known.Name, StringComparer.Ordinal)
            .ToList();
        if (names.Count > MostNames)
        {
            seen.Cover(hosts, CoverageState.Truncated, $"only {MostNames} names are kept");
        }

        foreach (var known in names.Take(MostNames))
        {
            var entries = known.Select(one => new KnownHostEntry(
                one.Line.Marker,
                one.Line.Key.Type.Name,
                one.Line.Key.Fingerprint
            ));
            seen.Fact(
                ClientKey.Text(hosts, known.Key),
                KnownHostEntry.Join(entries),
                string.Join(' ', known.Select(one => one.Line.Source).Distinct().Take(4))
            );
        }

        foreach (var line in files.SelectMany(file => file.Broken).Take(MostBroken))
        {
            seen.Fact(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{ClientKey.Path(broken, line.File)}/{line.Number}"
                ),
                line.Reason,
                line.Source
            );
        }
    }

    /// <summary>Each name by itself, in the form in which ssh compares it; a list with a negation means something only as a whole.</summary>
    private static IEnumerable<string> Names(KnownHostLine line) =>
        line.IsHashed ? [line.Hosts]
        : line.Hosts.Contains('!') ? [line.Hosts.ToLowerInvariant()]
        : line.Hosts.ToLowerInvariant().Split(',').Where(name => name.Length > 0).Distinct();
}
