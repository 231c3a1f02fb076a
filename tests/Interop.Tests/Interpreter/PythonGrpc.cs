using System.Diagnostics;

namespace Fleet.Interop.Tests.Interpreter;

/// <summary>The system's Python with Debian's gRPC packages, and stubs that it generated from <c>interop.proto</c>.</summary>
public sealed class PythonGrpc : IDisposable
{
    /// <summary>The one that Debian's packages belong to; another may come first on PATH.</summary>
    private const string Interpreter = "/usr/bin/python3";

    private readonly DirectoryInfo stubs;

    private PythonGrpc(DirectoryInfo stubs) => this.stubs = stubs;

    /// <summary>Python, ready to run; null when it or its packages are not installed.</summary>
    public static async Task<PythonGrpc?> Find()
    {
        if (
            !File.Exists(Interpreter)
            || await Run("-c", "import grpc, grpc_tools") is { Length: > 0 }
        )
        {
            return null;
        }

        var python = new PythonGrpc(Directory.CreateTempSubdirectory("fleet-interop-stubs-"));
        var source = AppContext.BaseDirectory;
        var to = python.stubs.FullName;
        var said = await Run([
            "-m",
            "grpc_tools.protoc",
            $"-I{source}",
            $"--python_out={to}",
            $"--grpc_python_out={to}",
            "interop.proto",
        ]);
        return said.Length == 0
            ? python
            : throw new InvalidOperationException($"grpc_tools.protoc: {said}");
    }

    /// <summary>Starts one of the scripts in <c>python/</c>; it is given the stubs' folder as its first argument.</summary>
    public PythonScript Start(string script, params string[] arguments) =>
        new(
            Interpreter,
            [Path.Combine(AppContext.BaseDirectory, "python", script), stubs.FullName, .. arguments]
        );

    public void Dispose() => stubs.Delete(recursive: true);

    /// <summary>What it said on standard error; empty when it ended with 0.</summary>
    private static async Task<string> Run(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Interpreter, arguments)
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? "" : $"exit {process.ExitCode}: {error}";
    }
}
