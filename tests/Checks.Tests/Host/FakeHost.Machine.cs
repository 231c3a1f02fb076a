using Fleet.Checks.Host;

namespace Fleet.Checks.Tests.Host;

/// <summary>The machine under the files: how full its file systems are, their labels, its clock.</summary>
public sealed partial class FakeHost
{
    private readonly Dictionary<string, Reply<SpaceStatus>> _space = [];
    private readonly HashSet<string> _silent = [];
    private readonly Dictionary<string, string> _labels = [];
    private Reply<ClockDiscipline> _discipline = Reply.Ok(
        new ClockDiscipline(true, TimeSpan.FromMilliseconds(20))
    );

    /// <summary>How full the file system at a mount point is.</summary>
    public FakeHost Space(string path, SpaceStatus space)
    {
        _space[path] = Reply.Ok(space);
        return this;
    }

    /// <summary>A file system whose server is gone: asking it hangs.</summary>
    public FakeHost NoAnswer(string path)
    {
        _silent.Add(path);
        return this;
    }

    /// <summary>The SELinux label of what is at a path.</summary>
    public FakeHost Labelled(string path, string label)
    {
        _labels[path] = label;
        return this;
    }

    /// <summary>What the kernel says of its clock.</summary>
    public FakeHost Discipline(Reply<ClockDiscipline> says)
    {
        _discipline = says;
        return this;
    }

    private Reply<SpaceStatus> Space(GetSpace asked) =>
        _space.GetValueOrDefault(
            asked.Path,
            Reply.Absent<SpaceStatus>($"{asked.Path}: No such file or directory")
        );

    private Reply<string> Label(FakeFiles.Found found) =>
        _labels.TryGetValue(found.Path, out var label)
            ? Reply.Ok(label)
            : Reply.Absent<string>($"{found.Path}: has no SELinux label");
}
