using System.Collections;
using System.Reflection;
using System.Text;

namespace Fleet.Checks.Tests.Parsing.Fuzz;

/// <summary>A parser that any bytes are given to.</summary>
/// <param name="Name">Its type and method, as <see cref="Parsers"/> finds it.</param>
/// <param name="Read">Reads the bytes, to the end where the answer is lazy.</param>
internal sealed record FuzzedParser(string Name, Action<byte[]> Read)
{
    /// <summary>A method that takes text, and nothing further that could not be text, one of a kind, or left out; null for any other.</summary>
    public static FuzzedParser? Of(MethodInfo method)
    {
        var parameters = method.GetParameters();
        return parameters.All(p =>
            p.ParameterType == typeof(string) || p.ParameterType.IsEnum || p.IsOptional || p.IsOut
        )
            ? new(Named(method), bytes => Call(method, parameters, bytes))
            : null;
    }

    public static string Named(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name))})";

    /// <summary>Bytes as the agent makes text of a file's: UTF-8 with replacements.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private static void Call(MethodInfo method, ParameterInfo[] parameters, byte[] bytes)
    {
        // A second text is the end of the first: patterns meet what they are likely to match.
        var arguments = parameters
            .Select(
                (p, at) =>
                    p.ParameterType == typeof(string) && !p.IsOptional && !p.IsOut
                        ? Text(bytes.AsSpan(at * bytes.Length / parameters.Length))
                    : p.IsOptional ? Type.Missing
                    : p.ParameterType.IsEnum ? AnyOf(p.ParameterType, bytes.Length)
                    : null
            )
            .ToArray();
        var answer = method.Invoke(
            null,
            BindingFlags.DoNotWrapExceptions | BindingFlags.OptionalParamBinding,
            null,
            arguments,
            null
        );
        Exhaust(answer);
    }

    private static object? AnyOf(Type type, int number)
    {
        var values = Enum.GetValues(type);
        return values.GetValue(number % values.Length);
    }

    /// <summary>Reads a lazy answer to its end.</summary>
    public static void Exhaust(object? answer)
    {
        if (answer is IEnumerable lazy and not string)
        {
            foreach (var _ in lazy) { }
        }
    }
}
