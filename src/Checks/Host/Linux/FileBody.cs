using System.Runtime.InteropServices;

namespace Fleet.Checks.Host.Linux;

/// <summary>Reads an open file up to a cap: regular files only.</summary>
internal static class FileBody
{
    /// <summary>What files without a size (those of /proc) get at first.</summary>
    private const int FirstGuess = 16 * 1024;

    public static Reply<FileContent> Read(int descriptor, ReadFile asked)
    {
        if (Descriptor.Status(descriptor, out var errno) is not { } status)
        {
            return Errno.Reply<FileContent>(errno, asked.Path);
        }

        if (status.Kind != FileKind.Regular)
        {
            return Reply.Failed<FileContent>($"{asked.Path}: is not a regular file");
        }

        var rest = status.Size - asked.Offset;
        var expected = status.Size == 0 ? FirstGuess : Math.Max(rest, 0) + 1;
        var buffer = new byte[Math.Min(expected, (long)asked.MaxBytes + 1)];
        var read = Fill(descriptor, ref buffer, asked, out errno);
        if (errno != 0)
        {
            return Errno.Reply<FileContent>(errno, asked.Path);
        }

        var truncated = read > asked.MaxBytes;
        Array.Resize(ref buffer, Math.Min(read, asked.MaxBytes));
        return Reply.Ok(
            new FileContent(ImmutableCollectionsMarshal.AsImmutableArray(buffer), status, truncated)
        );
    }

    /// <summary>Reads until the file ends or one byte more than the cap is there, which says that the file goes on.</summary>
    private static int Fill(int descriptor, ref byte[] buffer, ReadFile asked, out nint errno)
    {
        var read = 0;
        errno = 0;
        while (read <= asked.MaxBytes)
        {
            if (read == buffer.Length)
            {
                Array.Resize(
                    ref buffer,
                    (int)Math.Min(2L * buffer.Length, (long)asked.MaxBytes + 1)
                );
            }

            var got = Libc.Pread(descriptor, buffer.AsSpan(read), asked.Offset + read);
            if (got < 0)
            {
                errno = -got;
                return read;
            }

            if (got == 0)
            {
                return read;
            }

            read += (int)got;
        }

        return read;
    }
}
