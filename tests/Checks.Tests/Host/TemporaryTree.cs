using System.Diagnostics;
using Fleet.Checks.Host;

namespace Fleet.Checks.Tests.Host;

/// <summary>A real folder that stands for a host's root, gone when disposed.</summary>
public sealed class TemporaryTree : IPlantedHost, IDisposable
{
    private readonly LinuxHost _host;

    public TemporaryTree()
    {
        Root = System.IO.Directory.CreateTempSubdirectory("fleet-tree-").FullName;

        // A user must reach the tree's inside, as in a real root.
        System.IO.File.SetUnixFileMode(Root, (UnixFileMode)0b111_101_101);
        _host = new LinuxHost(TimeProvider.System, Root);
    }

    public string Root { get; }

    public IHost Host => _host;

    public static bool IsRoot => Environment.IsPrivilegedProcess;

    public IPlantedHost File(string path, string text, int mode, uint uid, uint gid)
    {
        System.IO.File.WriteAllText(Outside(path), text);
        if (uid != 0 || gid != 0)
        {
            Run("/usr/bin/chown", $"{uid}:{gid}", Root + path);
        }

        System.IO.File.SetUnixFileMode(Root + path, (UnixFileMode)mode);
        return this;
    }

    public IPlantedHost Directory(string path, int mode)
    {
        System.IO.Directory.CreateDirectory(Outside(path));
        System.IO.File.SetUnixFileMode(Root + path, (UnixFileMode)mode);
        return this;
    }

    public IPlantedHost Link(string path, string target)
    {
        System.IO.File.CreateSymbolicLink(Outside(path), target);
        return this;
    }

    public IPlantedHost Fifo(string path)
    {
        Run("/usr/bin/mkfifo", Outside(path));
        return this;
    }

    public void NeedsRoot() => Assert.SkipUnless(IsRoot, "needs root to act as another user");

    public void Dispose() => System.IO.Directory.Delete(Root, recursive: true);

    private string Outside(string path)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Root + path)!);
        return Root + path;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
