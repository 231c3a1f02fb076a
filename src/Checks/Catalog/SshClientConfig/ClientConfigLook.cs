using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Catalog.SshClient;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Accounts;
using Fleet.Checks.Parsing.SshConfig;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.SshClientConfig;

/// <summary>Reads client configurations and writes down what is wrong with them and what they say on trust.</summary>
internal sealed class ClientConfigLook(IHost host, ClientScope scope, ObservationBuilder seen)
{
    private const int MostSettings = 100;
    private const int MostErrors = 20;

    /// <summary>True once a configuration was there.</summary>
    public bool Found { get; private set; }

    public async ValueTask AccountAsync(ClientAccount account, CancellationToken cancellationToken)
    {
        var read = await ClientConfigFiles.UserAsync(account, cancellationToken);
        if (read.IsAbsent)
        {
            return;
        }

        Found = true;
        if (
            read.State == ReplyState.Denied
            && (await account.StatusAsync("/", cancellationToken)).IsOk
            && (await host.AskAsync(new GetStatus(account.InSsh("config")), cancellationToken)).IsOk
        )
        {
            // The agent can act as the account and sees the file itself: it is the account that may not read its own file.
            seen.Fact(
                ClientKey.Path(
                    ClientKey.Of(ConfigFact.File, account.Name),
                    account.InSsh("config")
                ),
                ConfigFact.Unreadable
            );
            return;
        }

        if (!read.IsOk)
        {
            scope.Unreadable(account.Name, read.Reason);
            return;
        }

        seen.Fact(ClientKey.Of(ConfigFact.Owner, account.Name), account.Owner);
        Write(prefix => ClientKey.Of(prefix, account.Name), read.Value, account.Names);
    }

    public async ValueTask SystemAsync(AccountNames names, CancellationToken cancellationToken)
    {
        var read = await ClientConfigFiles.SystemAsync(host, cancellationToken);
        if (read.IsOk)
        {
            Found = true;
            Write(ClientKey.OfSystem, read.Value, names);
        }
        else if (!read.IsAbsent)
        {
            Found = true;
            foreach (
                var prefix in (string[])[ConfigFact.File, ConfigFact.Error, ConfigFact.Setting]
            )
            {
                seen.Cover(ClientKey.OfSystem(prefix), CoverageState.Unreadable, read.Reason);
            }
        }

        var release = await host.AskAsync(new ReadFile("/etc/os-release"), cancellationToken);
        if (release.IsOk || release.IsAbsent)
        {
            var debian = OsRelease.Parse(release.IsOk ? release.Value.Text : "").Is("debian");
            seen.Fact(ConfigFact.PrivateGroups, debian ? "accepted" : "refused");
        }
        else
        {
            seen.Cover(ConfigFact.PrivateGroups, CoverageState.Unreadable, release.Reason);
        }
    }

    private void Write(Func<string, string> owned, ClientConfigFiles read, AccountNames names)
    {
        foreach (var file in read.Files)
        {
            var key = ClientKey.Path(owned(ConfigFact.File), file.Path);
            if (file.Status is not { } status)
            {
                seen.Fact(key, ConfigFact.Unreadable, file.Path);
                continue;
            }

            seen.Fact(key, names.Mode(status), file.Path);
            Group(status, names);
        }

        foreach (var error in Errors(read.Configuration).Take(MostErrors))
        {
            seen.Fact(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{ClientKey.Path(owned(ConfigFact.Error), error.Source.File)}/{error.Source.Line}"
                ),
                error.Message,
                error.Source.ToString()
            );
        }

        Settings(owned(ConfigFact.Setting), read.Configuration);
    }

    private void Group(FileStatus status, AccountNames names)
    {
        if ((status.Mode & ModeText.GroupMayWrite) != 0 && names.MembersOf(status.Gid) is { } group)
        {
            var name = names.Group(status.Gid);
            seen.Fact(ConfigFact.GroupKey(name, "primary"), PrivateGroup.Join(group.Primary));
            seen.Fact(ConfigFact.GroupKey(name, "members"), PrivateGroup.Join(group.Members));
        }
    }

    /// <summary>Unknown words are errors unless an IgnoreUnknown line before them, in whatever section, covers them.</summary>
    private static IEnumerable<SshdConfigError> Errors(ClientConfiguration read)
    {
        var ignored = new List<string>();
        foreach (var entry in read.Entries)
        {
            if (entry is ClientDirective { Name: "IgnoreUnknown" } line)
            {
                ignored.Add(line.Words[0]);
            }
            else if (
                entry is ClientUnknown unknown
                && !ignored.Exists(list =>
                    SshdPatterns.List(unknown.Word.ToLowerInvariant(), list, lower: true)
                    == SshdPatterns.ListMatch.Match
                )
            )
            {
                yield return new SshdConfigError(
                    unknown.Source,
                    $"Bad configuration option: {unknown.Word.ToLowerInvariant()}"
                );
            }
        }

        foreach (var error in read.Errors)
        {
            yield return error;
        }
    }

    private void Settings(string prefix, ClientConfiguration read)
    {
        var sections = read.AllSections.ToDictionary(section => section.Number);
        var lines = read
            .Directives.Where(line => ConfigFact.Keywords.Contains(line.Name))
            .GroupBy(line =>
                ClientKey.Text(ClientKey.Text(prefix, Section(line, sections)), line.Name)
            );
        foreach (var same in lines.Take(MostSettings))
        {
            // Of one keyword in one section the first line counts.
            var first = same.First();
            seen.Fact(same.Key, string.Join(' ', first.Values), first.Source.ToString());
        }
    }

    private static string Section(ClientDirective line, Dictionary<int, ClientSection> sections) =>
        line.Sections.IsEmpty
            ? ConfigFact.Everywhere
            : string.Join(" / ", line.Sections.Select(number => sections[number].ToString()));
}
