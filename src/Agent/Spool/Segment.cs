using System.Globalization;
using Fleet.Agent.Disk;
using Microsoft.Win32.SafeHandles;

namespace Fleet.Agent.Spool;

/// <summary>One file of records, appended to and deleted as a whole.</summary>
internal sealed class Segment : IDisposable
{
    private const string Ending = ".seg";
    private readonly SafeFileHandle _file;

    private Segment(string path, long number, SafeFileHandle file)
    {
        (Path, Number, _file) = (path, number, file);
        Length = RandomAccess.GetLength(file);
    }

    public string Path { get; }

    /// <summary>Its place among the segments.</summary>
    public long Number { get; }

    /// <summary>Bytes of whole frames in it.</summary>
    public long Length { get; private set; }

    /// <summary>The highest seq that any of its frames has; 0: none.</summary>
    public ulong MaxSeq { get; private set; }

    public static Segment Open(string folder, long number)
    {
        var path = System.IO.Path.Combine(
            folder,
            number.ToString("D10", CultureInfo.InvariantCulture) + Ending
        );
        var isNew = !File.Exists(path);
        var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        if (isNew)
        {
            AtomicFile.SynchroniseFolder(folder);
        }

        return new Segment(path, number, file);
    }

    /// <summary>The numbers of the segments in a folder, oldest first.</summary>
    public static IEnumerable<long> NumbersIn(string folder) =>
        Directory
            .EnumerateFiles(folder, "*" + Ending)
            .Select(path => System.IO.Path.GetFileNameWithoutExtension(path))
            .Where(name => long.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => long.Parse(name, CultureInfo.InvariantCulture))
            .Order();

    /// <summary>Reads every whole frame, and cuts off what stands behind the last one: the torn end that a crash leaves.</summary>
    /// <returns>How many bytes were cut off.</returns>
    public long Scan(Action<SpooledRecord, Location> found)
    {
        var bytes = new byte[Length];
        _ = RandomAccess.Read(_file, bytes, 0);
        var offset = 0;
        while (Frames.Unwrap(bytes.AsMemory(offset)) is { } payload)
        {
            var record = SpooledRecord.FromPayload(payload.Span);
            var length = Frames.Header + payload.Length;
            found(record, new Location(this, offset, length));
            MaxSeq = Math.Max(MaxSeq, record.Seq);
            offset += length;
        }

        var torn = Length - offset;
        if (torn > 0)
        {
            RandomAccess.SetLength(_file, offset);
            RandomAccess.FlushToDisk(_file);
            Length = offset;
        }

        return torn;
    }

    /// <summary>Appends a record; it is on disk when this returns.</summary>
    /// <exception cref="IOException">It could not be written; the segment is as it was.</exception>
    public Location Append(SpooledRecord record)
    {
        var frame = Frames.Wrap(record.ToPayload());
        var offset = Length;
        try
        {
            RandomAccess.Write(_file, frame, offset);
            RandomAccess.FlushToDisk(_file);
        }
        catch (IOException)
        {
            RandomAccess.SetLength(_file, offset);
            throw;
        }

        Length += frame.Length;
        MaxSeq = Math.Max(MaxSeq, record.Seq);
        return new Location(this, offset, frame.Length);
    }

    /// <summary>Reads a record back.</summary>
    /// <exception cref="InvalidDataException">The disk no longer holds what was written.</exception>
    public SpooledRecord Read(Location where)
    {
        var bytes = new byte[where.Length];
        _ = RandomAccess.Read(_file, bytes, where.Offset);
        return Frames.Unwrap(bytes) is { } payload
            ? SpooledRecord.FromPayload(payload.Span)
            : throw new InvalidDataException(
                $"{Path}: the record at byte {where.Offset} is damaged"
            );
    }

    public void Delete()
    {
        Dispose();
        File.Delete(Path);
    }

    public void Dispose() => _file.Dispose();
}

/// <summary>Where a record lies.</summary>
internal readonly record struct Location(Segment Segment, long Offset, int Length);
