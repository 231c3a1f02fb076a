using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fleet.Checks.Access.Pam;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Pam;

namespace Fleet.Checks.Catalog.SshPam;

/// <summary>Reads what PAM reads for sshd, and writes it down.</summary>
internal sealed class PamLook(IHost host, ObservationBuilder seen)
{
    private const int LongestStack = 1000;

    /// <summary>Modules stand in one of these (Linux-PAM's module path by distribution).</summary>
    private static readonly string[] ModuleFolders =
    [
        "/usr/lib/x86_64-linux-gnu/security",
        "/usr/lib/aarch64-linux-gnu/security",
        "/usr/lib/arm-linux-gnueabihf/security",
        "/usr/lib/i386-linux-gnu/security",
        "/usr/lib/powerpc64le-linux-gnu/security",
        "/usr/lib/riscv64-linux-gnu/security",
        "/usr/lib/s390x-linux-gnu/security",
        "/lib/x86_64-linux-gnu/security",
        "/lib/aarch64-linux-gnu/security",
        "/usr/lib64/security",
        "/lib64/security",
        "/usr/lib/security",
        "/lib/security",
    ];

    private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);

    /// <summary>Why some file could not be read; null where all could.</summary>
    public string? Unreadable { get; private set; }

    public async ValueTask<ImmutableArray<PamStack>> StacksAsync(
        CancellationToken cancellationToken
    )
    {
        var names = new Queue<string>(["sshd", "other"]);
        var known = new HashSet<string>(StringComparer.Ordinal);
        while (names.TryDequeue(out var name))
        {
            if (!known.Add(name))
            {
                continue;
            }

            foreach (var path in PamService.Paths(name))
            {
                if (await TextAsync(path, cancellationToken) is { } text)
                {
                    foreach (var line in PamFile.Parse(text).Lines.Where(line => line.IsInclude))
                    {
                        names.Enqueue(line.Module);
                    }

                    break;
                }
            }
        }

        return
        [
            .. ((PamType[])[PamType.Auth, PamType.Account, PamType.Session]).Select(type =>
                PamStack.Build(
                    "sshd",
                    type,
                    name => PamService.Find(name, _texts.GetValueOrDefault)
                )
            ),
        ];
    }

    /// <summary>A file as a document and a fact; null where it is not there or unreadable.</summary>
    public async ValueTask<string?> TextAsync(string path, CancellationToken cancellationToken)
    {
        if (_texts.TryGetValue(path, out var known))
        {
            return known;
        }

        var file = await host.AskAsync(new ReadFile(path), cancellationToken);
        if (file.IsOk)
        {
            seen.Document(Document.Capped(path, file.Value.Text));
            seen.Fact(PamKey.File(path), PamKey.Present);
        }
        else if (!file.IsAbsent)
        {
            Unreadable ??= file.Reason;
        }

        return _texts[path] = file.IsOk ? file.Value.Text : null;
    }

    /// <summary>The <c>.conf</c> files of a folder, in byte order.</summary>
    public async ValueTask FolderAsync(string folder, CancellationToken cancellationToken)
    {
        var names = await host.AskAsync(new ListDirectory(folder), cancellationToken);
        Unreadable ??= names.IsOk || names.IsAbsent ? null : names.Reason;
        foreach (var name in names.IsOk ? names.Value : [])
        {
            if (name.EndsWith(".conf", StringComparison.Ordinal))
            {
                await TextAsync($"{folder}/{name}", cancellationToken);
            }
        }
    }

    public async ValueTask ModulesAsync(
        IEnumerable<PamStack> stacks,
        CancellationToken cancellationToken
    )
    {
        var installed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in ModuleFolders)
        {
            var names = await host.AskAsync(new ListDirectory(folder), cancellationToken);
            installed.UnionWith(names.IsOk ? names.Value : []);
        }

        if (installed.Count == 0)
        {
            seen.Cover(
                PamKey.ModulePrefix,
                CoverageState.Unreadable,
                "the folder of PAM's modules was not found"
            );
            return;
        }

        seen.Complete(PamKey.ModulePrefix);
        var modules = stacks
            .SelectMany(stack => stack.Modules)
            .Where(module => !module.MustFail)
            .Select(module => module.Line.Module)
            .Distinct();
        foreach (var module in modules)
        {
            var found = module.StartsWith('/')
                ? (await host.AskAsync(new GetStatus(module), cancellationToken)).IsOk
                : installed.Contains(module);
            seen.Fact(PamKey.Module(module), found ? PamKey.Present : PamKey.Missing);
        }
    }

    public void Stack(PamStack stack)
    {
        var text = string.Join(
            " | ",
            stack.Modules.Select(module =>
                string.Join(
                    ' ',
                    [module.Line.Control, module.Line.Module, .. module.Line.Arguments]
                )
            )
        );
        seen.Fact(
            PamKey.Stack(stack.Type),
            text.Length <= LongestStack
                ? text
                : $"{text[..LongestStack]}… (SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]})"
        );
    }

    /// <summary>Accounts that pam_faillock keeps locked, by its tally files.</summary>
    public async ValueTask FaillockAsync(PamStack auth, CancellationToken cancellationToken)
    {
        if (auth.Modules.FirstOrDefault(module => module.Name == "pam_faillock.so") is not { } asks)
        {
            seen.Cover(PamKey.FaillockPrefix, CoverageState.Absent, "pam_faillock is not used");
            return;
        }

        var text = await TextAsync(
            asks.Argument("conf") ?? "/etc/security/faillock.conf",
            cancellationToken
        );
        var conf = FaillockConf.Parse(text ?? "", asks.Line.Arguments);
        var names = await host.AskAsync(new ListDirectory(conf.Folder), cancellationToken);
        if (!names.IsOk)
        {
            seen.Cover(
                PamKey.FaillockPrefix,
                names.IsAbsent ? CoverageState.Complete : CoverageState.Unreadable,
                names.IsAbsent ? null : names.Reason
            );
            return;
        }

        seen.Complete(PamKey.FaillockPrefix);
        foreach (var name in names.Value)
        {
            var file = await host.AskAsync(
                new ReadFile($"{conf.Folder}/{name}", MaxBytes: 64 << 10),
                cancellationToken
            );
            if (!file.IsOk)
            {
                seen.Cover(PamKey.Faillock(name), CoverageState.Unreadable, file.Reason);
            }
            else if (
                (name != "root" || conf.EvenRoot)
                && FaillockTally.Parse(file.Value.Bytes.AsSpan())?.LockedUntil(conf) is { } until
            )
            {
                seen.Fact(
                    PamKey.Faillock(name),
                    until == DateTimeOffset.MaxValue
                        ? PamKey.UntilReset
                        : until.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
                );
            }
        }
    }
}
