using System.Collections.Immutable;

namespace Fleet.Checks.Host.Linux;

/// <summary>Answers what is asked of files: everything is one open, with somebody's rights, and then a question to the open file.</summary>
internal sealed class FileRequests
{
    private readonly HostRoot _root;
    private readonly HiddenMounts _hidden;
    private readonly UserRights.Own _own = UserRights.Own.Read();
    private readonly IdentityThread _identities = new();
    private readonly IdentityThread _space = new();

    public FileRequests(HostRoot root)
    {
        _root = root;
        _hidden = root.IsWholeHost ? HiddenMounts.OfThisProcess() : HiddenMounts.None;
        if (_own.Uid == 0)
        {
            UserRights.Prepare(root, _own);
        }
    }

    public ValueTask<Reply<FileContent>> ReadAsync(ReadFile asked, CancellationToken cancel) =>
        OpenAsync(
            asked.Path,
            asked.As,
            () => Opening.ToRead(asked.Path),
            descriptor => FileBody.Read(descriptor, asked),
            cancel
        );

    public ValueTask<Reply<FileStatus>> StatusAsync(GetStatus asked, CancellationToken cancel) =>
        OpenAsync(
            asked.Path,
            asked.As,
            () => Opening.ToLookAt(asked.Path, asked.FollowLinks),
            descriptor =>
                Descriptor.Status(descriptor, out var errno) is { } status
                    ? Reply.Ok(status)
                    : Errno.Reply<FileStatus>(errno, asked.Path),
            cancel
        );

    public ValueTask<Reply<string>> ResolveAsync(ResolvePath asked, CancellationToken cancel) =>
        OpenAsync(
            asked.Path,
            asked.As,
            () => Opening.ToLookAt(asked.Path, followLinks: true),
            descriptor => RealPath(descriptor, asked.Path),
            cancel
        );

    public ValueTask<Reply<ImmutableArray<string>>> ListAsync(
        ListDirectory asked,
        CancellationToken cancel
    ) =>
        OpenAsync(
            asked.Path,
            asked.As,
            () => Opening.ToList(asked.Path),
            descriptor =>
                DirectoryEntries.Read(descriptor, out var errno) is { } names
                    ? Reply.Ok(DirectoryEntries.Sorted(names))
                : errno == 0
                    ? Reply.Failed<ImmutableArray<string>>(
                        $"{asked.Path}: more than {DirectoryEntries.Most} entries"
                    )
                : Errno.Reply<ImmutableArray<string>>(errno, asked.Path),
            cancel
        );

    public ValueTask<Reply<string>> LabelAsync(GetSecurityLabel asked, CancellationToken cancel) =>
        OpenAsync(
            asked.Path,
            asked.As,
            () => Opening.ToLookAt(asked.Path, asked.FollowLinks),
            descriptor => SecurityLabel.Read(descriptor, asked.Path),
            cancel
        );

    /// <summary>On a thread of its own: a file system whose server is gone answers when it likes, and the asker's deadline must hold.</summary>
    public ValueTask<Reply<SpaceStatus>> SpaceAsync(GetSpace asked, CancellationToken cancel) =>
        Refusal<SpaceStatus>(asked.Path) is { } refusal
            ? new(refusal)
            : new(
                _space.RunAsync(
                    asked.Path,
                    () =>
                        Ask(
                            _root.Open(Opening.ToLookAt(asked.Path, followLinks: true)),
                            asked.Path,
                            descriptor => FileSystemSpace.Read(descriptor, asked.Path)
                        ),
                    cancel
                )
            );

    private ValueTask<Reply<T>> OpenAsync<T>(
        string path,
        UserIdentity? user,
        Func<Opening> prepare,
        Func<int, Reply<T>> ask,
        CancellationToken cancel
    )
    {
        cancel.ThrowIfCancellationRequested();
        if (Refusal<T>(path) is { } refusal)
        {
            return new(refusal);
        }

        var opening = prepare();
        if (user is null || user.Uid == _own.Uid)
        {
            return new(Ask(_root.Open(opening), path, ask));
        }

        return _own.Uid != 0
            ? new(Reply.Denied<T>($"{path}: needs root to open files as uid {user.Uid}"))
            : new(
                _identities.RunAsync(
                    path,
                    () => Ask(UserRights.Open(_root, opening, user, _own), path, ask),
                    cancel
                )
            );
    }

    /// <summary>Why a path is not even tried; null: it is.</summary>
    private Reply<T>? Refusal<T>(string path) =>
        !path.StartsWith('/') || path.Contains('\0')
            ? Reply.Failed<T>($"{path}: is not an absolute path")
        : _hidden.Over(path) is { } place
            ? Reply.Denied<T>(
                $"{path}: hidden from the agent by its own unit (InaccessiblePaths or ProtectHome over {place})"
            )
        : null;

    private static Reply<T> Ask<T>(nint descriptor, string path, Func<int, Reply<T>> ask)
    {
        if (descriptor < 0)
        {
            return Errno.Reply<T>(-descriptor, path);
        }

        try
        {
            return ask((int)descriptor);
        }
        finally
        {
            _ = Libc.Close((int)descriptor);
        }
    }

    private Reply<string> RealPath(int descriptor, string asked) =>
        Descriptor.Target(descriptor) switch
        {
            null => Reply.Failed<string>($"{asked}: its real path is no UTF-8 or too long"),
            var real when real == _root.Prefix => Reply.Ok("/"),
            var real when real.StartsWith(_root.Prefix + "/", StringComparison.Ordinal) => Reply.Ok(
                real[_root.Prefix.Length..]
            ),
            _ => Reply.Failed<string>($"{asked}: its real path is outside {_root.Path}"),
        };
}
